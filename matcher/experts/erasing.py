"""Erases who it was, of profiles whose person refused or took the consent back: after as many days as secrets are kept.

What stays is that there was a profile, who kept it, and when the person was asked and answered.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from locales import LANGUAGES, speak, translate
from matcher.accounts.forgetting import KEPT
from matcher.editing import apply_changes
from matcher.policy import CLOCK
from models.account import Account, account_at
from models.bounce import Bounce
from models.delivery import Delivery
from models.delivery_attempt import DeliveryAttempt
from models.deployment import Deployment
from models.exchange import Exchange
from models.expert import STAYS, TURNED_AWAY, Expert, ExpertState
from models.letter import Letter
from models.one_time_link import OneTimeLink
from models.roster import Placement, standing_on

UNNAMED = "An expert"
"""Who went on a mission that is over, once nobody is to know it any more."""


def erase_who_left(session: Session, now: datetime) -> int:
    """Erases the profiles that are due, and the names in missions of erased ones that are over; answers how many."""
    due = (col(Expert.state).in_(TURNED_AWAY), col(Expert.answered_at) <= now - KEPT)
    rows = session.exec(select(Expert).where(*due).with_for_update()).all()
    for row in rows:
        _erase(session, row, now)
    return len(rows) + _unname_missions(session, now)


def erased_on(row: Expert) -> date | None:
    """The day on which a profile is erased unless its person agrees before; None for those that stay."""
    return (row.answered_at + KEPT).date() if row.state in TURNED_AWAY and row.answered_at else None


def _erase(session: Session, row: Expert, now: datetime) -> None:
    email, blank = row.email, Expert(id=row.id, title="", language=row.language, organization=row.organization)
    for name in Expert.model_fields.keys() - STAYS:
        setattr(row, name, getattr(blank, name))
    apply_changes(session, CLOCK, row, {"state": ExpertState.ERASED}, now=now, action="expert.erased")
    for one in session.exec(select(Placement).where(Placement.expert == row.id, standing_on(now.date()))):
        one.until = now.date() - timedelta(days=1)
        session.add(one)
    session.flush()
    if email is not None:
        _forget_address(session, email)


def _forget_address(session: Session, email: str) -> None:
    """Removes the account that was made for asking, where its owner never took it and no other profile asks him."""
    account = account_at(session, email)
    asked = session.exec(select(Expert.id).where(Expert.email == email)).first()
    if account is None or asked is not None or not account.waits or account.organization is not None:
        return
    letters = select(Letter.id).where(Letter.account == email)
    deliveries = select(Delivery.id).where(col(Delivery.letter).in_(letters))
    for statement in (
        delete(Bounce).where(col(Bounce.account) == email),
        delete(DeliveryAttempt).where(col(DeliveryAttempt.delivery).in_(deliveries)),
        delete(Delivery).where(col(Delivery.letter).in_(letters)),
        delete(Letter).where(col(Letter.account) == email),
        delete(OneTimeLink).where(col(OneTimeLink.account) == email),
        delete(Account).where(col(Account.email) == email),
    ):
        session.execute(statement)


def _unname_missions(session: Session, now: datetime) -> int:
    """A mission that is over stays in its exchange, with its days and its cost, and without a name."""
    chosen = (
        select(Deployment, Exchange.language)
        .join(Placement, col(Placement.id) == Deployment.placement)
        .join(Expert, col(Expert.id) == Placement.expert)
        .join(Exchange, col(Exchange.id) == Deployment.exchange)
        .where(Expert.state == ExpertState.ERASED, col(Deployment.ends_on) < now.date())
        .where(col(Deployment.expert).not_in({translate(UNNAMED, one) for one in LANGUAGES}))
    )
    found = session.exec(chosen).all()
    for mission, language in found:
        mission.expert = translate(UNNAMED, speak(language))
        session.add(mission)
    session.flush()
    return len(found)
