"""The questions of a community and their answers, as their reader sees them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.communities.finding import the_circle
from matcher.communities.remarks import answers_to, may_be_told, remark_of, the_remark
from matcher.cursors import Part, part_of
from matcher.policy import Actor, may
from matcher.policy.communities import CommunityAction, ContributionAction, Remark, moderates
from models.contribution import Cause, Contribution, ContributionPublic, ContributionReport

NEWEST = "-last_at"


@dataclass(frozen=True)
class Thread:
    """A question with its answers, the oldest first; `remark` is the question with its circle."""

    remark: Remark
    question: ContributionPublic
    answers: Sequence[ContributionPublic]


def questions(
    session: Session, actor: Actor, key: str, *, part: Part, now: datetime
) -> tuple[list[ContributionPublic], str | None]:
    """A part of the questions of a community, and the cursor of the next. Raises NotFoundError, and ForbiddenError
    where they are for members."""
    circle = the_circle(session, actor, key, CommunityAction.READ, on=now.date())
    chosen = select(Contribution).where(Contribution.community == key, col(Contribution.question).is_(None))
    if not moderates(actor, circle):
        chosen = chosen.where(col(Contribution.hidden_as).is_(None))
    rows, following = part_of(session, Contribution, chosen, part)
    remarks = [remark_of(row, row, circle, now) for row in rows]
    return told(session, actor, remarks), following


def thread(session: Session, actor: Actor, key: str, *, now: datetime) -> Thread:
    """The thread that a contribution belongs to. Raises NotFoundError, also for a hidden one."""
    found = the_remark(session, actor, key, now=now)
    question = session.get_one(Contribution, found.contribution.thread)
    every = [remark_of(row, question, found.circle, now) for row in (question, *answers_to(session, [question.id]))]
    first, *others = told(session, actor, every)
    return Thread(every[0], first, others)


def told(session: Session, actor: Actor, remarks: Sequence[Remark]) -> list[ContributionPublic]:
    """Contributions as their reader sees them: two queries however many there are."""
    keys = [one.id for one in remarks]
    answers, reports = _answers(session, keys), _reports(session, keys)
    return [_public(actor, one, answers[one.id], reports[one.id]) for one in remarks]


def _public(actor: Actor, remark: Remark, answers: int, reports: int) -> ContributionPublic:
    row, readable = remark.contribution, may_be_told(actor, remark)
    return ContributionPublic(
        id=row.id,
        community=row.community,
        question=row.question,
        title=row.title if readable else "",
        text=row.text if readable else "",
        language=row.language,
        organization=row.organization,
        own=actor.email is not None and row.account == actor.email,
        at=row.at,
        edited_at=row.edited_at,
        hidden_as=Cause(row.hidden_as) if row.hidden_as else None,
        closed_at=row.closed_at,
        answers=answers,
        reports=reports if moderates(actor, remark.circle) else None,
        allowed=[str(one) for one in ContributionAction if may(actor, one, remark)],
        version=row.version,
    )


def _answers(session: Session, keys: Collection[str]) -> Counter[str | None]:
    counted = select(Contribution.question, func.count()).where(
        col(Contribution.question).in_(keys), col(Contribution.hidden_as).is_(None)
    )
    return Counter(dict(session.exec(counted.group_by(col(Contribution.question))).all()))


def _reports(session: Session, keys: Collection[str]) -> Counter[str]:
    counted = select(ContributionReport.contribution, func.count()).where(
        col(ContributionReport.contribution).in_(keys)
    )
    return Counter(dict(session.exec(counted.group_by(col(ContributionReport.contribution))).all()))
