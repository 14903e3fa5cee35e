"""The word of a country's window about a post of one of its territories, before the focal points are asked.

The window has as long as they: five working days. Its silence lets the post pass to them, see decision 22.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.policy import CLOCK, Actor
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.letters import tell_reviewers
from matcher.posting.moving import begin, change_post
from matcher.posting.visibility import Post, case_of
from matcher.posting.working_days import silence_ends
from models.offer import Offer
from models.post import PostState
from models.request import Request

AT_ONCE = 200
"""Posts that the clock lets pass in one transaction."""


def agree(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """The window agrees: from now on the focal points have five working days to object.

    Raises what `demand` raises, StaleEditError, ConflictError where the post is not submitted.
    """
    begin(actor, PostAction.AGREE, case, version)
    _let_pass(session, actor, case, now=now, action="agreed")


def pass_after_silence(session: Session, now: datetime) -> int:
    """Lets pass what no window answered in time; answers how many posts."""
    due: list[Request | Offer] = [*_due(session, Request, now), *_due(session, Offer, now)]
    for post in due:
        _let_pass(session, CLOCK, case_of(session, post), now=now, action="unanswered")
    return len(due)


def _let_pass(session: Session, actor: Actor, case: PostCase, *, now: datetime, action: str) -> None:
    case.post.silence_ends_at = silence_ends(case.post.country, now)
    change_post(session, actor, case, {"window_until": None}, now=now, action=action)
    tell_reviewers(session, case, now=now)


def _due(session: Session, table: type[Post], now: datetime) -> Sequence[Post]:
    over = (table.state == PostState.SUBMITTED, col(table.window_until) <= now)
    return session.exec(select(table).where(*over).order_by(col(table.window_until)).limit(AT_ONCE)).all()
