"""Lists of matches: what an actor may see, by queue and filter, part by part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col

from matcher.cursors import moment_in, no_cursor, number_in, stamped
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.visible import visible_to
from matcher.review.wanted import Sort, Wanted, conditions
from models.match import Match
from models.pairing import Pairing, select_pairings


def list_matches(
    session: Session,
    actor: Actor,
    wanted: Wanted,
    *,
    now: datetime,
    after: str | None = None,
    limit: int = 50,
) -> tuple[Sequence[Pairing], str | None]:
    """Up to `limit` matches after a cursor, and the cursor of the following ones. Raises UnauthenticatedError for the
    public, and BadInputError for a cursor that is none."""
    demand(actor, MatchAction.LIST)
    chosen = select_pairings().where(visible_to(actor), *conditions(session, actor, wanted, now))
    column, descending = _ORDER[wanted.sort]
    if after is not None:
        chosen = chosen.where(_after(wanted.sort, after))
    ordered = (column.desc(), col(Match.id).desc()) if descending else (column, col(Match.id))
    rows = [Pairing(*row) for row in session.exec(chosen.order_by(*ordered).limit(limit + 1))]
    return rows[:limit], _cursor(wanted.sort, rows[limit - 1]) if len(rows) > limit else None


_ORDER: dict[Sort, tuple[Any, bool]] = {
    Sort.OLDEST: (col(Match.proposed_at), False),
    Sort.NEWEST: (col(Match.proposed_at), True),
    Sort.BEST: (col(Match.score), True),
}


def _cursor(sort: Sort, last: Pairing) -> str:
    value = repr(last.match.score) if sort == Sort.BEST else stamped(last.match.proposed_at)
    return f"{value}~{last.id}"


def _after(sort: Sort, cursor: str) -> Any:  # noqa: ANN401
    column, descending = _ORDER[sort]
    text, _, key = cursor.rpartition("~")
    value = _score_in(cursor, text) if sort == Sort.BEST else moment_in(cursor, text)
    last = number_in(cursor, key)
    if descending:
        return or_(column < value, and_(column == value, col(Match.id) < last))
    return or_(column > value, and_(column == value, col(Match.id) > last))


def _score_in(cursor: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise no_cursor(cursor) from None
