"""The questions of digests about the reader's own posts: shall it stay open, and was the need met?"""

from datetime import datetime

from sqlmodel import Session

from matcher.digests.questions import Asked, Holder, Said, Standing
from matcher.digests.sections.items import title_of
from matcher.exchanges.asking import answer_need, need_question
from matcher.policy import may
from matcher.policy.needs import NeedAction
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.ending import renew
from matcher.posting.moving import actions_now
from matcher.posting.visibility import find_case
from models.need_question import NeedAnswer, NeedMet
from models.offer import Offer
from models.organization import Organization
from models.request import Request


def look_at_post(session: Session, holder: Holder, now: datetime) -> Asked:  # noqa: ARG001
    """The post that expires; renewed where it is open for longer than its digest said."""
    case = _case(session, holder)
    until = case.post.expires_on
    if until is None or until.isoformat() > holder.errand.detail:
        standing = Standing.DONE
    else:
        standing = Standing.OPEN if PostAction.RENEW in actions_now(holder.actor, case) else Standing.OVER
    return Asked(standing, _titles(session, case.post, holder), version=case.post.version, until=until)


def renew_post(session: Session, holder: Holder, said: Said, now: datetime) -> None:
    """Keeps the post open for twelve months."""
    renew(session, holder.actor, _case(session, holder), version=said.version, now=now)


def _case(session: Session, holder: Holder) -> PostCase:
    kind, _, key = holder.errand.subject.partition("/")
    if kind == "request":
        return find_case(session, holder.actor, Request, key)
    return find_case(session, holder.actor, Offer, key)


def look_at_question(session: Session, holder: Holder, now: datetime) -> Asked:  # noqa: ARG001
    """The question whether a need was met; it is answered once."""
    key = holder.errand.subject
    question, request = need_question(session, holder.actor, key), session.get_one(Request, key)
    if question.answer is not None:
        standing = Standing.DONE
    else:
        standing = Standing.OPEN if may(holder.actor, NeedAction.ANSWER, request) else Standing.OVER
    return Asked(standing, _titles(session, request, holder), answer=question.answer or holder.errand.detail)


def answer_question(session: Session, holder: Holder, said: Said, now: datetime) -> None:
    """Answers as the link says."""
    answer = NeedAnswer(answer=NeedMet(holder.errand.detail), text=said.note or "")
    answer_need(session, holder.actor, holder.errand.subject, answer, now=now)


def _titles(session: Session, post: Request | Offer, holder: Holder) -> list[tuple[str, str]]:
    name = session.get_one(Organization, post.organization).name
    return [(title_of(post, holder.language), name)]
