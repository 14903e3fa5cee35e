"""Deliveries: the outbox. A mail is claimed by one conditional UPDATE before it is sent."""

from datetime import datetime
from enum import StrEnum
from secrets import token_hex

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class DeliveryState(StrEnum):
    """Where a mail stands.

    `held`: its sender died while sending, so a person decides; it is never sent twice. `dropped`: it was not sent, for
    a reason that is stored.
    """

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    HELD = "held"
    FAILED = "failed"
    DROPPED = "dropped"


def _new_word() -> str:
    return token_hex(16)


class Delivery(SQLModel, table=True):
    """The attempt history of one mail, a digest's or a letter's; a re-send keeps the Message-ID.

    `bounce_word` is what its return address carries: who knows it got the mail, or carried it.
    """

    id: int | None = Field(default=None, primary_key=True)
    digest: int | None = Field(default=None, foreign_key="digest.id", unique=True)
    letter: int | None = Field(default=None, foreign_key="letter.id", unique=True)
    message_id: str = Field(unique=True)
    state: str = Field(default=DeliveryState.QUEUED, index=True)
    attempts: int = 0
    due_at: datetime = Field(sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str | None = None
    bounce_word: str | None = Field(default_factory=_new_word, unique=True, max_length=32)
