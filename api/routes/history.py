"""How the history of a thing is shown: each noun has its own address for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from matcher.trail import Entry


class HistoryWho(BaseModel):
    """Who did it: an account by role and organization, or the service by its name; the address for administrators."""

    role: str | None
    organization: str | None
    name: str | None
    address: str | None


class HistoryEntry(BaseModel):
    """One event; `change` maps each field to its old and its new value."""

    at: datetime
    action: str
    who: HistoryWho
    change: dict[str, Any]


def told(story: Iterable[Entry]) -> list[HistoryEntry]:
    """A story as it is answered."""
    return [
        HistoryEntry(at=one.at, action=one.action, who=HistoryWho(**vars(one.who)), change=dict(one.change))
        for one in story
    ]
