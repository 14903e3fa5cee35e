"""Lists of matches: what an actor may see, by queue and filter, part by part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col

from matcher.errors import BadInputError
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.visible import visible_to
from matcher.review.wanted import Sort, Wanted, conditions
from models.match import Match
from models.pairing import Pairing, select_pairings

LARGEST_KEY = 2**31 - 1


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
    chosen = select_pairings().where(visible_to(actor), *conditions(actor, wanted, now))
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
    moment = last.match.proposed_at.isoformat().replace("+00:00", "Z")  # a plus would be a space in an address
    value = repr(last.match.score) if sort == Sort.BEST else moment
    return f"{value}~{last.id}"


def _after(sort: Sort, cursor: str) -> Any:  # noqa: ANN401
    column, descending = _ORDER[sort]
    text, _, key = cursor.rpartition("~")
    try:
        value: float | datetime = float(text) if sort == Sort.BEST else _moment(text)
        last = min(int(key), LARGEST_KEY)
    except ValueError:
        raise BadInputError(
            "{cursor!r} is no cursor of this list; take `next` of the part before", cursor=cursor
        ) from None
    if descending:
        return or_(column < value, and_(column == value, col(Match.id) < last))
    return or_(column > value, and_(column == value, col(Match.id) > last))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
