"""Webhooks: where other programs are told what happened, and every telling with what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JsonColumn, Schema, UtcDateTime, Versioned

MOST_EVENTS = 50


class WebhookCreate(Schema):
    """What to tell, and where."""

    url: str = Field(min_length=8, max_length=2000, description="https:// address that takes the calls")
    events: list[str] = Field(min_length=1, max_length=MOST_EVENTS, description="names of events to be told")
    description: str = Field(default="", max_length=300, description="its owner's word for what listens there")

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "url": "https://intranet.agency.example/sursur",
                    "events": ["match.introduced", "match.accepted"],
                    "description": "the agency's register of cooperation",
                }
            ]
        }
    }


class WebhookUpdate(Schema):
    """What to change; what is left out stays. `active` switches a webhook off, or on again after it was disabled."""

    url: str | None = Field(default=None, min_length=8, max_length=2000)
    events: list[str] | None = Field(default=None, min_length=1, max_length=MOST_EVENTS)
    description: str | None = Field(default=None, max_length=300)
    active: bool | None = None


class Webhook(Versioned, table=True):
    """One address that is told of some events, as far as its owner may see them.

    `failures` counts the calls that failed in a row; `disabled_at` is set where they were too many.
    """

    id: str = Field(primary_key=True, max_length=80)
    account: str = Field(foreign_key="account.email", index=True)
    organization: str | None = Field(default=None, foreign_key="organization.id", index=True)
    url: str
    events: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    description: str = ""
    sealed_secret: str
    active: bool = True
    failures: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WebhookPublic(Schema):
    """A webhook as its owner sees it; its secret was shown when it was made."""

    id: str
    organization: str | None
    url: str
    events: list[str]
    description: str
    active: bool
    failures: int
    created_at: datetime
    disabled_at: datetime | None
    version: int


class TellingState(StrEnum):
    """Where a telling stands."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    FAILED = "failed"


class Telling(SQLModel, table=True):
    """One event told to one webhook: how often it was tried, and the last answer. A repetition keeps its id."""

    __tablename__ = "webhooktelling"
    __table_args__ = (UniqueConstraint("webhook", "event"),)

    id: str = Field(primary_key=True, max_length=80)
    webhook: str = Field(foreign_key="webhook.id", index=True)
    event: int = Field(foreign_key="auditevent.id")
    action: str
    kind: str
    key: str
    at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default=TellingState.QUEUED, index=True)
    attempts: int = 0
    due_at: datetime = Field(sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    status: int | None = None
    answer: str | None = None
    error: str | None = None
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TellingPublic(Schema):
    """A delivery as the webhook's owner sees it: `status` and `answer` are those of the last attempt."""

    id: str
    event: str
    kind: str
    key: str
    at: datetime
    state: TellingState
    attempts: int
    due_at: datetime
    status: int | None = None
    answer: str | None = None
    error: str | None = None
    delivered_at: datetime | None = None
