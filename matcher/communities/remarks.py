"""Questions and answers with what decides who may do what with them."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.communities.finding import the_circle
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.communities import ContributionAction, Remark, moderates
from models.contribution import Contribution
from models.membership import Circle


def the_remark(
    session: Session, actor: Actor, key: str, action: ContributionAction = ContributionAction.SEE, *, now: datetime
) -> Remark:
    """A contribution for somebody who may do something with it. Raises NotFoundError, also for a hidden one."""
    row = session.get(Contribution, key)
    if row is None:
        raise NotFoundError("contribution", key)
    remark = remark_of(row, _question_of(session, row), the_circle(session, actor, row.community, on=now.date()), now)
    demand(actor, action, remark)
    return remark


def _question_of(session: Session, row: Contribution) -> Contribution:
    return session.get_one(Contribution, row.question) if row.question else row


def remark_of(row: Contribution, question: Contribution, circle: Circle, now: datetime) -> Remark:
    """A contribution to a thread; a hidden question hides its answers."""
    hidden = row.hidden_as is not None or question.hidden_as is not None
    return Remark(row, circle, now, hidden, closed=question.closed_at is not None)


def answers_to(session: Session, questions: Collection[str]) -> list[Contribution]:
    """The answers to some questions, the oldest first."""
    chosen = select(Contribution).where(col(Contribution.question).in_(questions))
    return list(session.exec(chosen.order_by(col(Contribution.at), col(Contribution.id))))


def may_be_told(actor: Actor, remark: Remark) -> bool:
    """Whether somebody reads the words of a contribution: of a hidden one only those who moderate."""
    return not remark.hidden or moderates(actor, remark.circle)
