"""Decisions: what a person said about a match, with a coded reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime


class Side(StrEnum):
    """As whom a person speaks about a match."""

    FOCAL_POINT = "focal-point"
    REQUESTER = "requester"
    PROVIDER = "provider"


class Verdict(StrEnum):
    """What a person said. `interested`: a requester would like to hear more of a suggestion that is not reviewed yet.
    `introduced`: a focal point brought both sides together at the requester's wish."""

    INTERESTED = "interested"
    ENDORSED = "endorsed"
    INTRODUCED = "introduced"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Reason(StrEnum):
    """Why a match was declined; `other` needs a note."""

    NOT_THE_NEED = "not-the-need"
    CONTEXT_TOO_DIFFERENT = "context-too-different"
    LANGUAGE = "language"
    NOT_OUR_FIELD = "not-our-field"
    NO_CAPACITY = "no-capacity"
    NO_FUNDING = "no-funding"
    TIMING = "timing"
    ALREADY_COOPERATING = "already-cooperating"
    CHOSE_ANOTHER = "chose-another"
    NEED_MET = "need-met"
    NEED_CHANGED = "need-changed"
    TOO_VAGUE = "too-vague"
    OTHER = "other"


PAUSE_DAYS: dict[Reason, int] = {
    Reason.NOT_THE_NEED: 730,
    Reason.CONTEXT_TOO_DIFFERENT: 730,
    Reason.LANGUAGE: 365,
    Reason.NOT_OUR_FIELD: 730,
    Reason.NO_CAPACITY: 180,
    Reason.NO_FUNDING: 180,
    Reason.TIMING: 90,
    Reason.ALREADY_COOPERATING: 365,
    Reason.CHOSE_ANOTHER: 365,
    Reason.NEED_MET: 730,
    Reason.NEED_CHANGED: 365,
    Reason.TOO_VAGUE: 90,
    Reason.OTHER: 180,
}
"""How many days a declined pair is parked, by reason: a wrong need stays wrong, a bad moment passes."""


ABOUT_FIT = frozenset(
    {Reason.NOT_THE_NEED, Reason.CONTEXT_TOO_DIFFERENT, Reason.LANGUAGE, Reason.NOT_OUR_FIELD},
)
"""The reasons that say how well an offer fits, so that the ranking may learn from them. The others tell of the moment
(no capacity, no funding, timing, already cooperating, chose another, need met or changed), of the posts' words (too
vague) or of nothing known (other)."""

REASONS: Mapping[Side, Sequence[Reason]] = {
    Side.FOCAL_POINT: (
        Reason.NOT_THE_NEED,
        Reason.CONTEXT_TOO_DIFFERENT,
        Reason.LANGUAGE,
        Reason.TOO_VAGUE,
        Reason.NO_CAPACITY,
        Reason.TIMING,
        Reason.ALREADY_COOPERATING,
        Reason.OTHER,
    ),
    Side.REQUESTER: (
        Reason.NOT_THE_NEED,
        Reason.CONTEXT_TOO_DIFFERENT,
        Reason.LANGUAGE,
        Reason.CHOSE_ANOTHER,
        Reason.NEED_MET,
        Reason.NEED_CHANGED,
        Reason.NO_FUNDING,
        Reason.TIMING,
        Reason.ALREADY_COOPERATING,
        Reason.OTHER,
    ),
    Side.PROVIDER: (
        Reason.NOT_OUR_FIELD,
        Reason.CONTEXT_TOO_DIFFERENT,
        Reason.LANGUAGE,
        Reason.NO_CAPACITY,
        Reason.NO_FUNDING,
        Reason.TOO_VAGUE,
        Reason.TIMING,
        Reason.ALREADY_COOPERATING,
        Reason.OTHER,
    ),
}
"""The reasons that each side may give, those of the fit first."""

MOST_NOTE = 2000
"""Longest note of a decision, in characters."""


class Decision(SQLModel, table=True):
    """One verdict on one match, by one side. `state_before` is what undoing it goes back to; a decision that was undone
    stays, and tells nothing any more. Older rows lack `role` and `state_before`."""

    id: int | None = Field(default=None, primary_key=True)
    match: int = Field(foreign_key="match.id", index=True)
    account: str | None = Field(default=None, foreign_key="account.email")
    role: str | None = None
    verdict: str
    reason: str | None = None
    note: str | None = None
    state_before: str | None = None
    decided_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def decisions_on(session: Session, match: int) -> list[Decision]:
    """What was said about a match, the oldest first; also what was undone."""
    chosen = select(Decision).where(Decision.match == match)
    return list(session.exec(chosen.order_by(col(Decision.decided_at), col(Decision.id))))
