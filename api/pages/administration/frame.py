"""What all pages of administrators share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter

from api.pages.administration.labels import ACTIONS
from api.pages.form_pages import form_pages
from matcher.trail import Entry, Who

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:[\d.]+(\+00:00|Z)$")
"""A moment as it is written down."""


@dataclass(frozen=True)
class Change:
    """One field of an event, before and after; `after` alone where the event says no more."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class StoryRow:
    """One event as it is shown; `action` is told in words where there are some."""

    at: datetime
    code: str
    action: str
    who: Who
    changes: list[Change]
    kind: str = ""
    key: str = ""


def router_at(path: str) -> APIRouter:
    """A router of pages with forms below /administration."""
    return form_pages(f"/administration{path}")


def told_rows(entries: Iterable[Entry]) -> list[StoryRow]:
    """A story, the newest event first."""
    rows = [
        StoryRow(one.at, one.action, ACTIONS.get(one.action, ""), one.who, changes_of(one.change)) for one in entries
    ]
    return rows[::-1]


def changes_of(change: Mapping[str, Any]) -> list[Change]:
    """What an event changed, field by field."""
    return [_change(name, value) for name, value in change.items()]


def _change(name: str, value: Any) -> Change:  # noqa: ANN401
    if isinstance(value, list) and len(value) == 2:
        return Change(name, _told(value[0]), _told(value[1]))
    return Change(name, "", _told(value))


def _told(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_told(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_told(one)}" for name, one in value.items())
    return _moment(value) if isinstance(value, str) and MOMENT.match(value) else str(value)


def _moment(written: str) -> str:
    """A moment as people read it, in UTC as all of the trail."""
    return written[:16].replace("T", " ")
