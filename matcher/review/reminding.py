"""Reminders of what waits: an answer to an introduction, a choice among endorsed providers, a review.

Each is written once. After a pause of the clock only the latest that is due is made up for. Accounts switch them off
for themselves (`reminders`), an installation by giving no days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from matcher.review.moves import has_accepted
from matcher.review.recipients import accounts_on, focal_points, in_charge
from matcher.review.telling import about, tell
from models.account import Account
from models.decision import Side
from models.match import Match, MatchState
from models.pairing import Pairing, select_pairings

DAYS = (7, 14, 30)
"""How many days after the introduction, or the endorsement, somebody who has not answered is reminded."""
REVIEW_DAYS = (14,)
"""How many days after the proposal the focal points are reminded."""
AT_ONCE = 500
"""Keys in one statement: databases limit them."""

STEPS = {
    MatchState.INTRODUCED: "introduced_at",
    MatchState.ENDORSED: "endorsed_at",
    MatchState.PROPOSED: "proposed_at",
}
"""The column that says when a match came to where it waits."""


def waits_since(match: Match) -> datetime:
    """When a match came to where it waits; older rows only know when it was proposed."""
    since: datetime | None = getattr(match, STEPS[MatchState(match.state)])
    return since or match.proposed_at


def remind_of_answers(session: Session, now: datetime, *, days: Sequence[int] = DAYS) -> int:
    """Reminds the sides that have not answered an introduction; answers how many letters that took."""
    written = 0
    for step, found in _due(session, MatchState.INTRODUCED, days, now):
        for one in found:
            for side in (Side.REQUESTER, Side.PROVIDER):
                if not has_accepted(one, side):
                    once = f"{one.id}:{one.match.introduced_at:%Y%m%d%H%M}:{step}"
                    willing = _willing(accounts_on(session, one, side))
                    written += tell(session, willing, "match-reminder", about(session, one, side), now=now, once=once)
    return written


def remind_of_choices(session: Session, now: datetime, *, days: Sequence[int] = DAYS) -> int:
    """Reminds the requesters of endorsed providers whom they have not chosen, in one letter a request."""
    written = 0
    for step, found in _due(session, MatchState.ENDORSED, days, now):
        waiting: dict[str, list[Pairing]] = defaultdict(list)
        for one in found:
            waiting[one.request.id].append(one)
        for request, ones in sorted(waiting.items()):
            willing = _willing(accounts_on(session, ones[0], Side.REQUESTER))
            content = about(session, ones[0], Side.REQUESTER) | {"count": len(ones)}
            once = f"{request}:{now:%Y%m%d}:{step}"
            written += tell(session, willing, "choice-reminder", content, now=now, once=once)
    return written


def remind_of_reviews(session: Session, now: datetime, *, days: Sequence[int] = REVIEW_DAYS) -> int:
    """Reminds the focal points of proposals that nobody has reviewed, in one letter a day each."""
    points, waiting = focal_points(session), Counter[str]()
    for _, found in _due(session, MatchState.PROPOSED, days, now):
        waiting.update(account.email for one in found for account in in_charge(points, one))
    written = 0
    for account in _willing(points):
        if waiting[account.email]:
            content = {"count": waiting[account.email]}
            written += tell(session, [account], "review-reminder", content, now=now, once=f"{now:%Y%m%d}")
    return written


def _due(
    session: Session, state: MatchState, days: Sequence[int], now: datetime
) -> Iterable[tuple[int, list[Pairing]]]:
    """The matches that wait for so many days and were not reminded of it, by the latest of the days that is due."""
    since = col(getattr(Match, STEPS[state]))
    for step in sorted(days, reverse=True):
        waits = (Match.state == state, since <= now - timedelta(days=step), col(Match.reminded_days) < step)
        found = [Pairing(*row) for row in session.exec(select_pairings().where(*waits).order_by(col(Match.id)))]
        if found:
            _note_that_reminded(session, found, step)
            yield step, found


def _note_that_reminded(session: Session, found: Sequence[Pairing], step: int) -> None:
    """Keeps the version: nobody who has the match before him need read it again for this."""
    for start in range(0, len(found), AT_ONCE):
        keys = [one.id for one in found[start : start + AT_ONCE]]
        chosen = update(Match).where(col(Match.id).in_(keys)).values(reminded_days=step)
        session.execute(chosen.execution_options(synchronize_session="fetch"))


def _willing(accounts: Iterable[Account]) -> list[Account]:
    return [one for one in accounts if one.reminders]
