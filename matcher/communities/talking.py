"""Members ask and answer, and correct what they have just said."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.communities.finding import the_circle
from matcher.communities.remarks import the_remark
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ForbiddenError, TooManyError
from matcher.holding import hold
from matcher.policy import Actor
from matcher.policy.communities import CommunityAction, ContributionAction
from models.account import Account
from models.base import new_identifier
from models.contribution import AnswerPost, Contribution, ContributionUpdate, QuestionPost

MOST_A_DAY = 20
"""Questions and answers of one account within 24 hours."""
MOST_QUESTIONS_A_DAY = 5
DAY = timedelta(hours=24)


def ask(session: Session, actor: Actor, key: str, wanted: QuestionPost, *, now: datetime) -> Contribution:
    """Puts a question to a community. Raises TooManyError beyond five a day."""
    circle = the_circle(session, actor, key, CommunityAction.ASK, on=now.date())
    said = wanted.model_dump() | {"community": circle.id, "question": None}
    return _say(session, actor, said, now=now)


def answer(session: Session, actor: Actor, key: str, wanted: AnswerPost, *, now: datetime) -> Contribution:
    """Answers a question. Raises ForbiddenError where it is closed, TooManyError beyond twenty contributions a day."""
    question = the_remark(session, actor, key, ContributionAction.ANSWER, now=now).contribution
    said = wanted.model_dump() | {"community": question.community, "question": key}
    row = _say(session, actor, said, now=now)
    question.last_at = now
    session.add(question)
    session.flush()
    return row


def edit_contribution(
    session: Session, actor: Actor, key: str, wanted: ContributionUpdate, *, version: int, now: datetime
) -> Contribution:
    """Corrects one's own words within half an hour; the earlier ones stay in its history."""
    row = the_remark(session, actor, key, ContributionAction.EDIT, now=now).contribution
    check_version(row, "contribution", key, version)
    changes = wanted.model_dump(exclude_unset=True)
    if row.question is not None and "title" in changes:
        raise BadInputError("title: an answer has none")
    if any(getattr(row, name) != value for name, value in changes.items()):
        apply_changes(session, actor, row, changes | {"edited_at": now}, now=now, action="contribution.edited")
    return row


def _say(session: Session, actor: Actor, said: dict[str, Any], *, now: datetime) -> Contribution:
    if actor.email is None:
        raise ForbiddenError("a contribution needs an account as its author")
    _check_limits(session, actor.email, asks=said["question"] is None, now=now)
    by: dict[str, Any] = {"account": actor.email, "organization": actor.organization, "at": now, "last_at": now}
    row = Contribution(id=new_identifier("con"), **said | by)
    store_new(session, actor, row, "community", "question", now=now, action="contribution.created")
    return row


def _check_limits(session: Session, email: str, *, asks: bool, now: datetime) -> None:
    hold(session, Account, email)
    mine = select(func.count(), func.min(Contribution.at)).where(
        Contribution.account == email, col(Contribution.at) > now - DAY
    )
    count, first = session.exec(mine).one()
    if count >= MOST_A_DAY:
        raise TooManyError("that is enough for one day", _wait(first, now))
    count, first = session.exec(mine.where(col(Contribution.question).is_(None))).one()
    if asks and count >= MOST_QUESTIONS_A_DAY:
        raise TooManyError("that is enough questions for one day", _wait(first, now))


def _wait(first: datetime, now: datetime) -> int:
    """Seconds until the first of a day's contributions is older than a day."""
    return max(1, int((first + DAY - now).total_seconds()))
