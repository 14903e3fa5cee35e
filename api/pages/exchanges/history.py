"""What happened to an exchange, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from fastapi import Response

from api.dependencies import ReadSession
from api.pages.exchanges.opened import HERE, Found, sub_page
from api.pages.form_pages import plain_pages
from api.pages.public.lines import modality_name
from api.pages.visits import CurrentVisit
from matcher.exchanges.viewing import history_of
from matcher.trail import Entry
from models.exchange_schemas import ExchangeView
from models.organization import names_of

TOLD = frozenset({"title", "starts_on", "ends_on", "started_on", "ended_on", "modality", "party"})
"""The fields whose values stand in the story; of the others it says that they changed."""
DAYS = frozenset({"starts_on", "ends_on", "started_on", "ended_on"})

router = plain_pages()


@dataclass(frozen=True)
class Event:
    """One thing that happened: what, when, by whom, and the values that changed."""

    at: datetime
    action: str
    role: str | None
    by: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class HistoryPage:
    """The story of an exchange."""

    exchange: ExchangeView
    events: list[Event]


@router.get(f"{HERE}/history")
def show(visit: CurrentVisit, session: ReadSession, found: Found) -> Response:
    """The story."""
    story = history_of(session, visit.actor, found.dossier.id)
    named = {_party(value) for one in story for value in one.change.get("party", [])}
    names = names_of(session, {one.who.organization for one in story if one.who.organization} | named)
    events = [_event(one, names, visit.language) for one in reversed(story)]
    return sub_page(visit, "history", HistoryPage(found.view, events))


def _event(one: Entry, names: Mapping[str, str], language: str) -> Event:
    by = names.get(one.who.organization or "", "") or one.who.name or ""

    def told(name: str, value: Any) -> str:  # noqa: ANN401
        return names.get(_party(value), "") if name == "party" else _told(name, value, language)

    changes = [
        (name, told(name, old), told(name, new)) for name, (old, new) in sorted(one.change.items()) if name in TOLD
    ]
    return Event(one.at, one.action.removeprefix("exchange."), one.who.role, by, changes)


def _told(name: str, value: Any, language: str) -> str:  # noqa: ANN401
    if name in DAYS and value:
        return format_date(date.fromisoformat(value), "long", locale=language)
    return modality_name(value, language) if name == "modality" else str(value or "")


def _party(value: str | None) -> str:
    """The organization of a party as the trail names it: by its role and its identifier."""
    return (value or "").partition(": ")[2]
