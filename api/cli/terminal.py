"""What the commands share: settings, output, progress."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import track as rich_track

from api.settings import Settings
from matcher.errors import BadInputError, SursurError
from models.migrations import current_revision, newest_revision

Item = TypeVar("Item")
out = Console(soft_wrap=True, highlight=False)
progress = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]
Day = Annotated[str | None, typer.Option("--as-of", help="The day to rank for, as 2026-11-21; today where left out.")]


class OldDatabaseError(SursurError):
    """A database whose schema this version does not read."""


def settings() -> Settings:
    """The settings of the environment."""
    return Settings()


def ready_settings() -> Settings:
    """The settings, with a database that stands at this version's schema. Raises OldDatabaseError otherwise."""
    found = settings()
    if current_revision(found.engine) != newest_revision():
        raise OldDatabaseError("the database is not at this version's schema; run `sursur db upgrade`")
    return found


def now() -> datetime:
    """The present moment, read once at the edge."""
    return datetime.now(UTC)


def day(text: str | None) -> date:
    """The day that an option names; today for none. Raises BadInputError."""
    if text is None:
        return now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInputError("{text!r} is not a day; write it as 2026-11-21", text=text) from None


def say(text: str) -> None:
    """A line for people."""
    out.print(text, markup=False)


def say_json(data: Any) -> None:  # noqa: ANN401
    """Data for programs."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1, default=str))


def track(items: Iterable[Item], what: str, total: int | None = None) -> Iterable[Item]:
    """Passes items through under a progress bar on the error stream."""
    return rich_track(items, description=what, total=total, console=progress, transient=True)
