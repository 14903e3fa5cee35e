"""Delegations: the organizations that come to an event, what they bring, and whom they wish to meet."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime, Versioned
from models.checks import LanguageCode, LanguageCodes, Sectors
from models.post import MAX_TEXT
from models.states import Moves, guard_state


class DelegationState(StrEnum):
    """Whether a delegation comes."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"


DELEGATION_MOVES: Moves = {
    DelegationState.REGISTERED: {DelegationState.CANCELLED},
    DelegationState.CANCELLED: {DelegationState.REGISTERED},
}


class DelegationFields(Schema):
    """How a delegation can meet others. Times without a zone are those of the event."""

    languages: LanguageCodes = Field(default=[], description="that it speaks; those of its organization where left out")
    at_once: int = Field(default=1, ge=1, le=20, description="meetings that it can hold at the same time")
    most_meetings: int | None = Field(default=None, ge=0, le=100, description="fewer than the event allows")
    arrives_at: datetime | None = None
    leaves_at: datetime | None = None


class DelegationCreate(DelegationFields):
    """A delegation as it is registered."""

    organization: OrganizationReference

    model_config = {
        "json_schema_extra": {
            "examples": [{"organization": "abc-bra", "languages": ["pt", "es"], "leaves_at": "2027-03-17T13:00"}]
        }
    }


class DelegationUpdate(Schema):
    """What changes of a delegation; null empties what may be empty."""

    languages: LanguageCodes | None = None
    at_once: int | None = Field(default=None, ge=1, le=20)
    most_meetings: int | None = Field(default=None, ge=0, le=100)
    arrives_at: datetime | None = None
    leaves_at: datetime | None = None


class EventDelegation(Versioned, table=True):
    """One organization at one event."""

    __table_args__ = (UniqueConstraint("event", "organization"),)

    id: str = Field(primary_key=True, max_length=80)
    event: str = Field(foreign_key="event.id", index=True)
    organization: str = Field(foreign_key="organization.id", index=True)
    languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    at_once: int = 1
    most_meetings: int | None = None
    arrives_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    leaves_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str = DelegationState.REGISTERED


guard_state(EventDelegation, DELEGATION_MOVES)


class EventPost(SQLModel, table=True):
    """A request that an event collected, or an offer that a delegation brought; each once at an event."""

    __table_args__ = (UniqueConstraint("event", "request"), UniqueConstraint("event", "offer"))

    id: int | None = Field(default=None, primary_key=True)
    event: str = Field(foreign_key="event.id")
    delegation: str = Field(foreign_key="eventdelegation.id", index=True)
    request: str | None = Field(default=None, foreign_key="request.id", index=True)
    offer: str | None = Field(default=None, foreign_key="offer.id", index=True)
    added_at: datetime = Field(sa_type=UtcDateTime)


class WishKind(StrEnum):
    """What a delegation says of another: it wants to meet it, or would rather not."""

    MEET = "meet"
    AVOID = "avoid"


class WishCreate(Schema):
    """What a delegation wishes; without a kind it wishes nothing any more."""

    other: Identifier
    kind: WishKind | None = None

    model_config = {"json_schema_extra": {"examples": [{"other": "del-2b7f01c94de85a36", "kind": "meet"}]}}


class Demand(Schema):
    """A demand as somebody says it at a workshop: whose it is, and one line."""

    delegation: Identifier
    text: str = Field(min_length=10, max_length=MAX_TEXT)
    sectors: Sectors = []
    language: LanguageCode | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "delegation": "del-2b7f01c94de85a36",
                    "text": "Queremos aprender cómo otras regiones financian sus mesas de planificación.",
                    "sectors": ["public-institutions"],
                }
            ]
        }
    }


class Brought(Schema):
    """A post that a delegation brings: one of its organization's requests or offers."""

    request: Identifier | None = None
    offer: Identifier | None = None

    model_config = {"json_schema_extra": {"examples": [{"offer": "off-saneamento-rural"}]}}


class EventWish(SQLModel, table=True):
    """What one delegation wishes of another."""

    delegation: str = Field(foreign_key="eventdelegation.id", primary_key=True)
    other: str = Field(foreign_key="eventdelegation.id", primary_key=True, index=True)
    kind: str


class DelegationPublic(BaseModel):
    """A delegation as everybody may know of it; how it can meet others only for itself and the organisers."""

    id: str
    event: str
    organization: str
    state: str
    languages: list[str] | None = None
    at_once: int | None = None
    most_meetings: int | None = None
    arrives_at: datetime | None = None
    leaves_at: datetime | None = None
    version: int | None = None


def delegations_of(session: Session, event: str) -> list[EventDelegation]:
    """All delegations of an event, those that cancelled too, by identifier."""
    chosen = select(EventDelegation).where(EventDelegation.event == event)
    return list(session.exec(chosen.order_by(col(EventDelegation.id))))


def posts_of(session: Session, event: str) -> list[EventPost]:
    """What was brought to an event, in the order in which it came."""
    return list(session.exec(select(EventPost).where(EventPost.event == event).order_by(col(EventPost.id))))
