"""Meetings: two delegations of an event at one table, and the plans that put them there."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, Schema, UtcDateTime, Versioned
from models.states import Moves, guard_state


class MeetingState(StrEnum):
    """Where a meeting stands; agreed: it led to an exchange."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"
    AGREED = "agreed"


MEETING_MOVES: Moves = {
    MeetingState.PLANNED: {MeetingState.CANCELLED, MeetingState.HELD, MeetingState.AGREED},
    MeetingState.CANCELLED: {MeetingState.PLANNED},
    MeetingState.HELD: {MeetingState.AGREED, MeetingState.PLANNED},
}
STANDING = (MeetingState.PLANNED, MeetingState.HELD, MeetingState.AGREED)
"""The states of a meeting that takes place or took place."""


class Outcome(Schema):
    """What came of a meeting. For `agreed`, `asking` is the delegation that learns, where both ask and offer."""

    state: MeetingState
    asking: str | None = Field(default=None, max_length=80)
    title: str | None = Field(default=None, min_length=2, max_length=300)

    model_config = {"json_schema_extra": {"examples": [{"state": "agreed", "title": "Taller sobre tarifas rurales"}]}}


class Meeting(Versioned, table=True):
    """Two delegations (`first` has the smaller identifier) at a table.

    `score` is the best of its topics, in millionths; a topic is a request of one and an offer of the other with its
    score, the best first, and `explanation` opens that of the first. `sequence` counts the changes that calendars must
    hear of.
    """

    __table_args__ = (UniqueConstraint("event", "first", "second"),)

    id: str = Field(primary_key=True, max_length=80)
    event: str = Field(foreign_key="event.id")
    first: str = Field(foreign_key="eventdelegation.id", index=True)
    second: str = Field(foreign_key="eventdelegation.id", index=True)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    minutes: int
    place: int
    score: int
    wishes: int = 0
    topics: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    explanation: dict[str, Any] | None = Field(default=None, sa_type=JsonColumn)
    state: str = MeetingState.PLANNED
    exchange: str | None = Field(default=None, foreign_key="exchange.id", unique=True, index=True)
    sequence: int = 0
    changed_at: datetime = Field(sa_type=UtcDateTime)


guard_state(Meeting, MEETING_MOVES)


class EventPlan(SQLModel, table=True):
    """One planning of an event: what it reached, whom it could not bring together and why, and what it moved.

    `worth` and `possible` are in thousandths of a score; `unmet` holds pairs with their score, wishes and obstacle.
    """

    id: int | None = Field(default=None, primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    planned_at: datetime = Field(sa_type=UtcDateTime)
    meetings: int
    worth: int
    possible: int
    alone: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    unmet: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    moved: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)


class Topic(BaseModel):
    """What two delegations can talk about: a request of the one with an offer of the other."""

    request: str
    offer: str
    score: float


class MeetingPublic(BaseModel):
    """A meeting as its two sides and the organisers see it."""

    id: str
    first: str
    second: str
    starts_at: datetime
    minutes: int
    table: int
    score: float
    wishes: int
    topics: list[Topic]
    why: str
    state: str
    exchange: str | None
    version: int


def meetings_of(session: Session, event: str) -> list[Meeting]:
    """The meetings of an event, cancelled ones too, by time and table."""
    chosen = select(Meeting).where(Meeting.event == event)
    return list(session.exec(chosen.order_by(col(Meeting.starts_at), col(Meeting.place), col(Meeting.id))))


def latest_plan(session: Session, event: str) -> EventPlan | None:
    """The last planning of an event."""
    chosen = select(EventPlan).where(EventPlan.event == event).order_by(col(EventPlan.id).desc())
    return session.exec(chosen).first()
