"""Matches: one request with one offer, with score, explanation and state."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, UniqueConstraint, case, func, literal_column
from sqlmodel import Field, Session, col, select

from models.base import JsonColumn, UtcDateTime, Versioned
from models.states import Moves, guard_state


class MatchState(StrEnum):
    """Where a match stands. A newer run that ranks a pair lower makes its proposal `superseded`."""

    PROPOSED = "proposed"
    SUPERSEDED = "superseded"
    ENDORSED = "endorsed"
    DECLINED = "declined"
    INTRODUCED = "introduced"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"


MATCH_MOVES: Moves = {
    MatchState.PROPOSED: {MatchState.ENDORSED, MatchState.DECLINED, MatchState.SUPERSEDED},
    MatchState.SUPERSEDED: {MatchState.PROPOSED},
    MatchState.ENDORSED: {MatchState.INTRODUCED, MatchState.DECLINED, MatchState.SUPERSEDED, MatchState.PROPOSED},
    MatchState.INTRODUCED: {MatchState.ACCEPTED, MatchState.DECLINED, MatchState.LAPSED, MatchState.SUPERSEDED},
    MatchState.DECLINED: {MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED},
    MatchState.LAPSED: {MatchState.PROPOSED},
}
"""An endorsement goes back to a proposal, and a decline to what it was before, only where the decision is undone. A
decline or a lapse becomes a proposal when its pause is over and a run suggests the pair again."""

AFRESH: Mapping[str, Any] = {
    "endorsed_at": None,
    "introduced_at": None,
    "requester_accepted_at": None,
    "provider_accepted_at": None,
    "reminded_days": 0,
}
"""What a pair that is suggested anew begins with: nothing that was said before holds for it."""


FIGURES = (
    "rank",
    "version",
    "proposed_at",
    "endorsed_at",
    "introduced_at",
    "requester_accepted_at",
    "provider_accepted_at",
)
"""What is counted over all matches: read from an index, for beside the explanations the rows are far apart."""


class Match(Versioned, table=True):
    """The live or past suggestion of one offer for one request; one row a pair, its story in the audit trail.

    `rank` is the place that people see, `rank_by_score` the one before exposure was balanced; none in older rows.
    `assigned_to` is the focal point who looks after it, every one that covers its countries where it is none.
    `reminded_days` is how old the present step was, in days, when somebody was last reminded of it.
    """

    __table_args__ = (
        UniqueConstraint("request", "offer"),
        Index("ix_match_queue", "state", "proposed_at", "id"),
        Index("ix_match_best", "state", "score", "id"),
        Index("ix_match_of_request", "request", "state", "score", *FIGURES),
        Index("ix_match_of_offer", "offer", "state", "score", *FIGURES, "request"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request: str = Field(foreign_key="request.id")
    offer: str = Field(foreign_key="offer.id")
    run: int = Field(foreign_key="matchrun.id", index=True)
    rank: int
    rank_by_score: int | None = None
    score: float
    explanation: dict[str, Any] = Field(sa_type=JsonColumn)
    state: str = MatchState.PROPOSED
    parked_until: date | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    proposed_at: datetime = Field(sa_type=UtcDateTime)
    assigned_to: str | None = Field(default=None, foreign_key="account.email", index=True)
    endorsed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    introduced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    requester_accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    provider_accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reminded_days: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


guard_state(Match, MATCH_MOVES)


def _literal(state: MatchState) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


def waiting_since() -> ColumnElement[datetime]:
    """When a match came to where it waits for a side; older rows only know when it was proposed. Nothing for matches
    that wait for none. The states are literals, as in the index `ix_match_waiting` of this expression, which only the
    migrations know: databases do not tell such indexes back, to be compared with models."""
    introduced, endorsed = (_literal(one) for one in (MatchState.INTRODUCED, MatchState.ENDORSED))
    return case(
        (col(Match.state) == introduced, func.coalesce(col(Match.introduced_at), col(Match.proposed_at))),
        (col(Match.state) == endorsed, func.coalesce(col(Match.endorsed_at), col(Match.proposed_at))),
    )


LIVE = (MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED, MatchState.ACCEPTED)


def live_matches(session: Session) -> dict[str, list[Match]]:
    """The live matches of every request, best first."""
    found: dict[str, list[Match]] = {}
    live = select(Match).where(col(Match.state).in_(LIVE)).order_by(col(Match.request), col(Match.rank))
    for match in session.exec(live):
        found.setdefault(match.request, []).append(match)
    return found


def live_match(session: Session, request: str, offer: str) -> Match | None:
    """The live match of a pair."""
    chosen = select(Match).where(Match.request == request, Match.offer == offer, col(Match.state).in_(LIVE))
    return session.exec(chosen).first()


def parked_pairs(session: Session, on: date, *, request: str | None = None) -> set[tuple[str, str]]:
    """The (request, offer) pairs, of one request or all, that must not be suggested on that day."""
    parked = select(Match.request, Match.offer).where(col(Match.parked_until) > on)
    if request is not None:
        parked = parked.where(Match.request == request)
    return {(request, offer) for request, offer in session.exec(parked)}
