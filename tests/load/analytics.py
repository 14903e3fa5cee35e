"""`python -m tests.load.analytics`: how long each view of the analysts takes over 100,000 exchanges and as many posts.

A view is asked anew each time, at the level of organizations where it knows levels, as an analyst; one process, without
a network. `drawn` is the same with all its charts, none of which was drawn before; `worked` the time of the processor
for that, where others keep the machine busy.
"""

import argparse
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from api.gallery.__main__ import NOW
from matcher.analytics import keeping
from matcher.analytics.asked import Asked
from matcher.analytics.charts import as_svg
from matcher.analytics.groups import known_views
from matcher.analytics.telling import telling_of
from matcher.analytics.views import View
from matcher.analytics.wanted import Level, Wanted
from matcher.policy import Actor
from models.account import Role
from models.database import open_database, reading, writing
from tests.browser.site import build
from tests.load.network import weave
from tests.load.pages import enlarge

LIMIT = 2.0
"""Seconds that a view takes at most."""
LANGUAGES = ("en", "es", "pt", "fr")
"""One a round: no drawing is kept from the round before."""
ANALYST = Actor(role=Role.ANALYST)


@dataclass(frozen=True)
class Taken:
    """The seconds of one answer, without and with its charts, those that this process worked, and its rows."""

    answered: float
    drawn: float
    worked: float
    rows: int


def measured(session: Session, view: View) -> Iterator[Taken]:
    """One answer in each language."""
    for language in LANGUAGES:
        begun, worked = perf_counter(), process_time()
        keeping._kept.clear()  # as the first caller finds it
        table = view.answer(Asked(session, ANALYST, wanted(view), NOW.date()))
        answered = perf_counter()
        if table.rows:
            telling = telling_of(session, table, language)
            for draw in view.drawings_of(table).values():
                as_svg(draw(table, telling), language)
        yield Taken(answered - begun, perf_counter() - begun, process_time() - worked, len(table.rows))


def wanted(view: View) -> Wanted:
    """The most that a view can be asked for: organizations, all years, all sectors."""
    level = Level.ORGANIZATION if "level" in view.takes else None
    focus = ("body-0" if level else "BRA") if "focus" in view.takes else None
    return Wanted(level=level, focus=focus)


def fill(path: Path, exchanges: int, organizations: int, posts: int) -> None:
    """The staged region, made as large."""
    build(path)
    engine = open_database(f"sqlite:///{path}")
    if posts:
        enlarge(engine, posts)
    with writing(engine) as session:
        weave(session, exchanges, organizations)
    engine.dispose()


def shown(path: Path) -> Table:
    """The times of all views of a database."""
    table = Table("group", "view", "rows", "p50 s", "drawn p50 s", "worked p50 s", "")
    with reading(engine := open_database(f"sqlite:///{path}")) as session:
        for group, view in known_views(ANALYST):
            found = list(measured(session, view))
            medians = [
                statistics.median(times)
                for times in zip(*((one.answered, one.drawn, one.worked) for one in found), strict=True)
            ]
            figures = [*(f"{one:.2f}" for one in medians), "" if medians[1] <= LIMIT else "over"]
            table.add_row(group, view.name, str(found[0].rows), *figures)
    engine.dispose()
    return table


def main() -> None:
    """Prints a table."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("--exchanges", type=int, default=100_000)
    words.add_argument("--organizations", type=int, default=10_000)
    words.add_argument("--posts", type=int, default=100_000)
    words.add_argument("--database", type=Path, help="a file that was filled before, or that is to be filled and kept")
    chosen = words.parse_args()
    with TemporaryDirectory() as folder:
        path = chosen.database or Path(folder) / "region.db"
        if not path.exists():
            fill(path, chosen.exchanges, chosen.organizations, chosen.posts)
        table = shown(path)
    table.title = f"{chosen.exchanges} exchanges"
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
