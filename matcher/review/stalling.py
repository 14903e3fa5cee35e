"""What stands still: introductions without an answer, endorsed providers that nobody chose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col

from matcher.cursors import moment_in, number_in, stamped
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.counting import count_up
from matcher.review.reminding import DAYS, waits_since
from matcher.review.visible import visible_to
from models.likely import likely
from models.match import Match, MatchState, waiting_since
from models.pairing import Pairing, pairings, select_pairings


@dataclass(frozen=True)
class Stall:
    """What is looked for: what stands still for at least so many days; in one state, or in both."""

    days: int = min(DAYS)
    state: MatchState | None = None


def list_stalled(
    session: Session, actor: Actor, wanted: Stall, *, now: datetime, after: str | None = None, limit: int = 50
) -> tuple[list[Pairing], str | None]:
    """Up to `limit` matches that stand still, the longest first, and the cursor of the following ones.

    Raises what `demand` raises for who does not review, and BadInputError for a cursor that is none.
    """
    chosen, since = _stalled(actor, wanted, now)
    if after is not None:
        chosen = chosen.where(tuple_(since, col(Match.id)) > _place(after))
    keys = (
        chosen.with_only_columns(col(Match.id)).order_by(since, col(Match.id)).limit(limit + 1)
    )  # narrow rows sort fast
    found = [key for (key,) in session.execute(keys)]
    known = pairings(session, found)
    rows = [known[key] for key in found]
    return rows[:limit], _cursor(rows[limit - 1]) if len(rows) > limit else None


def count_stalled(session: Session, actor: Actor, wanted: Stall, *, now: datetime) -> int:
    """How many stand still, MOST_COUNTED at most. Raises as `list_stalled`."""
    chosen, _ = _stalled(actor, wanted, now)
    return count_up(session, chosen.with_only_columns(col(Match.id)))


def _stalled(actor: Actor, wanted: Stall, now: datetime) -> tuple[Any, ColumnElement[datetime]]:
    demand(actor, MatchAction.REVIEW)
    since = waiting_since()
    still = [since <= now - timedelta(days=wanted.days)]
    if wanted.state is not None:
        still.append(likely(col(Match.state) == wanted.state))
    return select_pairings().where(visible_to(actor), *still), since


def _cursor(last: Pairing) -> str:
    return f"{stamped(waits_since(last.match))}~{last.id}"


def _place(cursor: str) -> Any:  # noqa: ANN401
    text, _, key = cursor.rpartition("~")
    return tuple_(moment_in(cursor, text), number_in(cursor, key))
