"""From draft to published: submitted before the focal point, and published unless it objects in time."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.errors import BadInputError
from matcher.policy import CLOCK, Actor, may
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.letters import tell_reviewers, tell_window, tell_writers
from matcher.posting.limits import check_expiry, check_room, usual_expiry
from matcher.posting.moving import actions_now, begin, change_post
from matcher.posting.objections import Objected, Objection
from matcher.posting.visibility import Post, case_of
from matcher.posting.working_days import silence_ends
from models.offer import Offer
from models.post import PostState
from models.request import Request

AT_ONCE = 200
"""Posts that the clock publishes in one transaction."""


def submit(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """Puts a draft before the focal points of its countries, who have five working days to object; one of a territory
    before its country's window first, where the country wants to be asked.

    Raises what `demand` raises, StaleEditError, ConflictError where it is no draft or there is no room, BadInputError
    where its date of expiry has passed.
    """
    begin(actor, PostAction.SUBMIT, case, version)
    _submit(session, actor, case, now=now)
    tell = tell_window if case.post.window_until else tell_reviewers
    tell(session, case, now=now)


def _submit(session: Session, actor: Actor, case: PostCase, *, now: datetime) -> None:
    post = case.post
    check_expiry(type(post), post.expires_on, today=now.date())
    check_room(session, type(post), post.organization, today=now.date())
    end = silence_ends(post.country, now)
    post.submitted_at, post.silence_ends_at = now, None if case.window_first else end
    post.window_until = end if case.window_first else None
    changes = {"state": PostState.SUBMITTED, "objection": None, "objection_note": None}
    change_post(session, actor, case, changes, now=now, action="submitted")


def publish(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """Publishes at once: what was submitted, by a focal point; a draft too, by a trusted organization's writers.

    Raises as `submit` does.
    """
    own = may(actor, PostAction.PUBLISH_OWN, case)
    begin(actor, PostAction.PUBLISH_OWN if own else PostAction.PUBLISH, case, version)
    if case.post.state == PostState.DRAFT:
        _submit(session, actor, case, now=now)
    _publish(session, actor, case, now=now)


def _publish(session: Session, actor: Actor, case: PostCase, *, now: datetime) -> None:
    post = case.post
    latest = usual_expiry(now.date())
    usual = post.expires_on is None or (isinstance(post, Offer) and post.expires_on > latest)
    post.published_at, post.silence_ends_at, post.revised_at = now, None, None
    changes = {"state": PostState.PUBLISHED, "expires_on": latest if usual else post.expires_on}
    change_post(session, actor, case, changes, now=now, action="published")
    tell_writers(session, case, actor, now=now)


def object_to(
    session: Session, actor: Actor, case: PostCase, said: Objected, *, version: int | None = None, now: datetime
) -> None:
    """Sends a submitted post back to its writers, with a reason that they are told; so may the window that is asked.

    Raises as `submit` does, and BadInputError for the reason `other` without a note.
    """
    asked = PostAction.AGREE in actions_now(actor, case)
    begin(actor, PostAction.AGREE if asked else PostAction.OBJECT, case, version)
    if said.reason == Objection.OTHER and not (said.note or "").strip():
        raise BadInputError("note: say why, since the reason is `other`")
    _back_to_draft(case)
    changes = {"state": PostState.DRAFT, "objection": said.reason, "objection_note": said.note}
    change_post(session, actor, case, changes, now=now, action="returned")
    tell_writers(session, case, actor, now=now)


def recall(session: Session, actor: Actor, case: PostCase, *, version: int | None = None, now: datetime) -> None:
    """Takes a submitted post back to write on. Raises as `submit` does."""
    begin(actor, PostAction.RECALL, case, version)
    _back_to_draft(case)
    change_post(session, actor, case, {"state": PostState.DRAFT}, now=now, action="recalled")


def _back_to_draft(case: PostCase) -> None:
    case.post.submitted_at = case.post.silence_ends_at = case.post.window_until = None


def publish_after_silence(session: Session, now: datetime) -> int:
    """Publishes what nobody objected to in time; answers how many posts."""
    due: list[Request | Offer] = [*_due(session, Request, now), *_due(session, Offer, now)]
    for post in due:
        _publish(session, CLOCK, case_of(session, post), now=now)
    return len(due)


def _due(session: Session, table: type[Post], now: datetime) -> Sequence[Post]:
    over = (table.state == PostState.SUBMITTED, col(table.silence_ends_at) <= now)
    return session.exec(select(table).where(*over).order_by(col(table.silence_ends_at)).limit(AT_ONCE)).all()
