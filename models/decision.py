"""Decisions: what a person said about a match, with a coded reason."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class Verdict(StrEnum):
    """What a person said."""

    ENDORSED = "endorsed"
    DECLINED = "declined"
    ACCEPTED = "accepted"


class Reason(StrEnum):
    """Why a match was declined; `other` needs a note."""

    NOT_THE_NEED = "not-the-need"
    CONTEXT_TOO_DIFFERENT = "context-too-different"
    LANGUAGE = "language"
    NO_CAPACITY = "no-capacity"
    TIMING = "timing"
    ALREADY_COOPERATING = "already-cooperating"
    OTHER = "other"


PAUSE_DAYS: dict[Reason, int] = {
    Reason.NOT_THE_NEED: 730,
    Reason.CONTEXT_TOO_DIFFERENT: 730,
    Reason.LANGUAGE: 365,
    Reason.NO_CAPACITY: 180,
    Reason.TIMING: 90,
    Reason.ALREADY_COOPERATING: 365,
    Reason.OTHER: 180,
}
"""How many days a declined pair is parked, by reason: a wrong need stays wrong, a bad moment passes."""


ABOUT_FIT = frozenset({Reason.NOT_THE_NEED, Reason.CONTEXT_TOO_DIFFERENT, Reason.LANGUAGE})
"""The reasons that say how well an offer fits, so that the ranking may learn from them. The others tell of the moment
(no capacity, timing, already cooperating) or of nothing known (other)."""


class Decision(SQLModel, table=True):
    """One verdict on one match."""

    id: int | None = Field(default=None, primary_key=True)
    match: int = Field(foreign_key="match.id", index=True)
    account: str | None = Field(default=None, foreign_key="account.email")
    verdict: str
    reason: str | None = None
    note: str | None = None
    decided_at: datetime = Field(sa_type=UtcDateTime)
