"""Ends posts and keeps them alive: withdrawn, closed, opened again, renewed."""

from datetime import date, datetime

from sqlmodel import Session

from matcher.errors import BadInputError
from matcher.policy import Actor
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.limits import check_expiry, check_room, usual_expiry
from matcher.posting.moving import begin, change_post
from matcher.review.settling import PostEnd, settle_matches_of
from models.post import PostState
from models.request import NeedMet, Request


def withdraw(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """Takes a post out of the service, and its matches with it; it can become a draft again.

    Raises what `demand` raises, StaleEditError, ConflictError where its state does not allow it.
    """
    begin(actor, PostAction.WITHDRAW, case, version)
    case.post.silence_ends_at = case.post.window_until = None
    change_post(session, actor, case, {"state": PostState.WITHDRAWN}, now=now, action="withdrawn")
    settle_matches_of(session, case.noun, case.id, now=now, why=PostEnd.WITHDRAWN)


def redraft(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """Makes a withdrawn post a draft again. Raises as `withdraw` does."""
    begin(actor, PostAction.REDRAFT, case, version)
    change_post(session, actor, case, {"state": PostState.DRAFT}, now=now, action="redrafted")


def close(
    session: Session,
    actor: Actor,
    case: PostCase,
    need_met: NeedMet | None = None,
    *,
    version: int | None = None,
    now: datetime,
) -> None:
    """Closes a published post and ends its open matches; of a request it is asked whether the need was met.

    Raises as `withdraw` does, and BadInputError where that is not said.
    """
    begin(actor, PostAction.CLOSE, case, version)
    changes: dict[str, str] = {"state": PostState.CLOSED}
    if isinstance(case.post, Request):
        if need_met is None:
            raise BadInputError("need_met: say whether the need was met: yes, partly or no")
        changes["need_met"] = need_met
    case.post.closed_at = now
    change_post(session, actor, case, changes, now=now, action="closed")
    settle_matches_of(session, case.noun, case.id, now=now, why=PostEnd.CLOSED)


def reopen(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """Opens a closed post again. Raises as `withdraw` does, and ConflictError where there is no room."""
    begin(actor, PostAction.REOPEN, case, version)
    check_room(session, type(case.post), case.post.organization, today=now.date())
    case.post.closed_at = None
    answer = {"need_met": None} if isinstance(case.post, Request) else {}
    change_post(session, actor, case, {"state": PostState.PUBLISHED, **answer}, now=now, action="reopened")


def renew(
    session: Session,
    actor: Actor,
    case: PostCase,
    expires_on: date | None = None,
    *,
    version: int | None = None,
    now: datetime,
) -> None:
    """Gives a published post, also an expired one, a new date of expiry: twelve months from now, or the one given.

    Raises as `withdraw` does, ConflictError where there is no room, BadInputError for a day that cannot be.
    """
    begin(actor, PostAction.RENEW, case, version)
    today = now.date()
    check_expiry(type(case.post), expires_on, today=today)
    if not case.post.is_live(today):
        check_room(session, type(case.post), case.post.organization, today=today)
    changes = {"expires_on": expires_on or usual_expiry(today)}
    change_post(session, actor, case, changes, now=now, action="renewed")
