"""Those who keep order hide what is out of place, each with a coded reason, and close questions; members report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from matcher.audit import record
from matcher.communities.remarks import the_remark
from matcher.editing import apply_changes, check_version
from matcher.errors import BadInputError, ConflictError
from matcher.policy import Actor
from matcher.policy.communities import ContributionAction
from models.base import new_identifier
from models.contribution import Cause, Contribution, ContributionReport, Reported

CAUSE_TEXTS: Mapping[Cause, str] = {
    Cause.OFF_TOPIC: "It does not belong to this community",
    Cause.CONTACT_DATA: "It gives away somebody's contact data",
    Cause.ADVERTISING: "It advertises",
    Cause.OFFENSIVE: "It offends",
    Cause.WRONG: "It is wrong and could do harm",
    Cause.REPEATED: "It has been said already",
}


def hide(session: Session, actor: Actor, key: str, wanted: Reported, *, version: int, now: datetime) -> Contribution:
    """Hides a contribution, a question with its answers; the reason is shown in its place."""
    return _moderate(session, actor, key, ("hidden", "hidden_as", wanted.cause), version=version, now=now)


def show_again(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Contribution:
    """Shows a hidden contribution again."""
    return _moderate(session, actor, key, ("shown", "hidden_as", None), version=version, now=now)


def close(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Contribution:
    """Closes a question: it takes no more answers."""
    return _moderate(session, actor, key, ("closed", "closed_at", now), version=version, now=now)


def reopen(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Contribution:
    """Opens a closed question again."""
    return _moderate(session, actor, key, ("reopened", "closed_at", None), version=version, now=now)


def _moderate(
    session: Session, actor: Actor, key: str, step: tuple[str, str, Any], *, version: int, now: datetime
) -> Contribution:
    action, field, value = step
    row = the_remark(session, actor, key, ContributionAction.MODERATE, now=now).contribution
    check_version(row, "contribution", key, version)
    if field == "closed_at" and row.question is not None:
        raise BadInputError("{key!r} is an answer; close its question", key=key)
    if (getattr(row, field) is None) == (value is None):
        raise ConflictError("contribution {key!r} is so already; read it again", key=key)
    apply_changes(session, actor, row, {field: value}, now=now, action=f"contribution.{action}")
    return row


def report(session: Session, actor: Actor, key: str, wanted: Reported, *, now: datetime) -> ContributionReport:
    """Tells those who moderate that a contribution is out of place. Raises ConflictError where one has done so."""
    remark = the_remark(session, actor, key, ContributionAction.REPORT, now=now)
    mine = select(ContributionReport).where(
        ContributionReport.contribution == key, ContributionReport.account == actor.email
    )
    if session.exec(mine).first() is not None:
        raise ConflictError("you have reported this already; those who moderate will look at it")
    row = ContributionReport(
        id=new_identifier("rep"),
        contribution=remark.id,
        account=actor.email or "",
        cause=wanted.cause,
        note=wanted.note,
        at=now,
    )
    session.add(row)
    session.flush()
    change = {"cause": [None, row.cause], "note": [None, row.note]}
    record(session, "contribution.reported", ("contribution", key), now=now, actor=actor.name_in_trail, change=change)
    return row
