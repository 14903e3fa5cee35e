"""The question that is put once, a year after an exchange ended or a request was closed: was the need met?"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.errors import ConflictError, NotFoundError
from matcher.exchanges.letters import tell
from matcher.policy import Actor, demand
from matcher.policy.needs import NeedAction
from models.audit import AuditEvent
from models.exchange import Exchange, ExchangeParticipant, ExchangeState, PartyRole
from models.match import Match
from models.need_question import NeedAnswer, NeedQuestion
from models.post import PostState
from models.request import Request

LATER = timedelta(days=365)
"""How long after the end the need is looked at again."""
AT_ONCE = 200
"""Most questions that one call asks; the next call goes on."""


def ask_whether_met(session: Session, now: datetime) -> int:
    """Asks the requesters of what ended a year ago; answers how many requests that was."""
    due = {row.id: row for row in [*_answered(session, now), *_closed(session, now)]}
    chosen = [due[key] for key in sorted(due)][:AT_ONCE]
    for request in chosen:
        session.add(NeedQuestion(request=request.id, asked_at=now))
        asked = ExchangeParticipant(
            exchange="",
            position=0,
            role=PartyRole.REQUESTER,
            country=request.country,
            organization=request.organization,
        )
        tell(session, [asked], "need-met", {"request": request.id, "title": request.title}, now=now)
    session.flush()
    return len(chosen)


def _answered(session: Session, now: datetime) -> Sequence[Request]:
    """Requests whose exchange was completed a year ago."""
    ended = (
        select(Request)
        .join(Match, col(Match.request) == Request.id)
        .join(Exchange, col(Exchange.match) == Match.id)
        .where(Exchange.state == ExchangeState.COMPLETED, col(Exchange.ended_on) <= (now - LATER).date())
        .where(col(Request.id).not_in(select(NeedQuestion.request)))
    )
    return session.exec(ended).all()


def _closed(session: Session, now: datetime) -> Iterable[Request]:
    """Requests that were closed a year ago and stayed so, by their audit trail."""
    closed = select(Request).where(Request.state == PostState.CLOSED)
    waiting = {row.id: row for row in session.exec(closed.where(col(Request.id).not_in(select(NeedQuestion.request))))}
    if not waiting:
        return []
    told = select(AuditEvent).where(AuditEvent.kind == "request", col(AuditEvent.key).in_(waiting))
    last = {
        event.key: event.at
        for event in session.exec(told.order_by(col(AuditEvent.at), col(AuditEvent.id)))
        if event.change.get("state", [None])[-1] == PostState.CLOSED
    }
    return [waiting[key] for key, at in last.items() if at <= now - LATER]


def need_question(session: Session, actor: Actor, key: str) -> NeedQuestion:
    """The question about a request, for those who follow it. Raises NotFoundError before it was put."""
    return _asked(session, actor, key, NeedAction.SEE)


def answer_need(session: Session, actor: Actor, key: str, said: NeedAnswer, *, now: datetime) -> NeedQuestion:
    """What the requester answers, once. Raises ConflictError for a second answer."""
    question = _asked(session, actor, key, NeedAction.ANSWER)
    if question.answer is not None:
        raise ConflictError("this question has been answered; the answer stays")
    question.answer, question.text = said.answer, said.text
    question.account, question.answered_at = actor.email, now
    session.add(question)
    session.flush()
    change = {"need_met": [None, said.answer]}
    record(session, "request.need-answered", ("request", key), now=now, actor=actor.name_in_trail, change=change)
    return question


def _asked(session: Session, actor: Actor, key: str, action: NeedAction) -> NeedQuestion:
    request = session.get(Request, key)
    if request is None:
        raise NotFoundError("request", key)
    demand(actor, action, request)
    hold = action == NeedAction.ANSWER
    question = session.get(NeedQuestion, key, with_for_update=hold or None, populate_existing=hold)
    if question is None:
        raise NotFoundError("question about request", key, "it is put one year after the request was met or closed")
    return question
