"""Open requests that nobody is suggested for, and what became of those who were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, tuple_
from sqlmodel import Session, col, select

from matcher.catalogue import is_live_on
from matcher.cursors import moment_in, stamped
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.caring import looked_after
from matcher.review.counting import count_up
from matcher.review.visible import visible_to
from models.decision import Decision, Verdict
from models.likely import likely
from models.match import LIVE, Match
from models.offer import Offer
from models.pairing import Pairing, select_pairings
from models.request import Request

NEAREST = 3
"""How many of the past suggestions of a request are told."""


@dataclass(frozen=True)
class PastSuggestion:
    """A suggestion that does not hold any more, and the coded reason where somebody declined it."""

    found: Pairing
    reason: str | None


def list_unmet(
    session: Session, actor: Actor, *, on: date, after: str | None = None, limit: int = 50
) -> tuple[Sequence[Request], str | None]:
    """Up to `limit` live requests without a live match, the oldest first, and the cursor of the following ones.

    Raises what `demand` raises for who does not review, and BadInputError for a cursor that is none.
    """
    since = col(Request.published_at)  # by which an index knows the oldest; whatever is published has it
    chosen = _unmet(actor, on)
    if after is not None:
        chosen = chosen.where(tuple_(since, col(Request.id)) > _place(after))
    rows = session.exec(chosen.order_by(since, col(Request.id)).limit(limit + 1)).all()
    return rows[:limit], _cursor(rows[limit - 1]) if len(rows) > limit else None


def count_unmet(session: Session, actor: Actor, *, on: date) -> int:
    """How many there are, MOST_COUNTED at most. Raises as `list_unmet`."""
    return count_up(session, _unmet(actor, on).with_only_columns(col(Request.id)))


def past_suggestions(session: Session, actor: Actor, requests: Sequence[str]) -> Mapping[str, list[PastSuggestion]]:
    """The best of what was suggested for some requests and does not hold any more, by request: two queries."""
    place = func.row_number().over(partition_by=col(Match.request), order_by=(col(Match.score).desc(), col(Match.id)))
    ranked = (
        select(col(Match.id).label("match"), place.label("place"))
        .join(Request, col(Request.id) == Match.request)
        .join(Offer, col(Offer.id) == Match.offer)
        .where(col(Match.request).in_(requests), col(Match.state).not_in(LIVE), visible_to(actor))
        .subquery()
    )
    best = select(ranked.c.match).where(ranked.c.place <= NEAREST)
    rows = session.exec(select_pairings().where(col(Match.id).in_(best)).order_by(col(Match.score).desc()))
    found = [Pairing(*row) for row in rows]
    reasons = _reasons(session, [one.id for one in found])
    told: dict[str, list[PastSuggestion]] = {}
    for one in found:
        told.setdefault(one.request.id, []).append(PastSuggestion(one, reasons.get(one.id)))
    return told


def _reasons(session: Session, matches: Sequence[int]) -> dict[int, str | None]:
    """The reason of the latest decline of each match."""
    declined = (Decision.verdict == Verdict.DECLINED, col(Decision.undone_at).is_(None))
    rows = select(Decision.match, Decision.reason).where(col(Decision.match).in_(matches), *declined)
    return dict(session.exec(rows.order_by(col(Decision.decided_at), col(Decision.id))).all())


def _unmet(actor: Actor, on: date) -> Any:  # noqa: ANN401
    demand(actor, MatchAction.REVIEW)
    return select(Request).where(is_live_on(Request, on), looked_after(actor, Request), ~served())


def served() -> ColumnElement[bool]:
    """The condition that a request has a live match. Matches are only made above the least score of a suggestion, so
    that a request without one is unmet: no offer came near enough, or those that did were declined."""
    return exists().where(col(Match.request) == Request.id, likely(col(Match.state).in_(LIVE)))


def _cursor(last: Request) -> str:
    return f"{stamped(last.published_at or last.created_at)}~{last.id}"


def _place(cursor: str) -> Any:  # noqa: ANN401
    text, _, key = cursor.partition("~")
    return tuple_(moment_in(cursor, text), key)
