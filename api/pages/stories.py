"""The history of a thing on its page: what happened, by whom, and which fields changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from matcher.trail import Entry
from models.organization import names_of


@dataclass(frozen=True)
class Event:
    """One event of a history, with the fields that changed."""

    at: datetime
    what: str
    who: str
    role: str
    fields: list[str]


def told_story(session: Session, story: Sequence[Entry], untold: Collection[str] = ()) -> list[Event]:
    """A history, the newest event first; `untold` are changed fields that the event itself tells. One query."""
    names = names_of(session, {one.who.organization for one in story})
    return [
        Event(
            at=one.at,
            what=one.action.partition(".")[2],
            who=names.get(one.who.organization or "", "") or one.who.address or "",
            role=one.who.role or "",
            fields=[name for name in one.change if name not in untold],
        )
        for one in reversed(story)
    ]
