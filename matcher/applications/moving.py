"""Where an application goes: handed in where every rule holds, taken back, looked at, and decided."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.applications.checking import require_eligible
from matcher.applications.exchanging import exchange_of
from matcher.applications.finding import require_state, the_candidacy
from matcher.applications.letters import tell_outcome, tell_submitted
from matcher.editing import apply_changes
from matcher.errors import BadInputError, ConflictError
from matcher.exchanges.dossiers import dossier_for
from matcher.policy import Actor
from matcher.policy.applications import ApplicationAction
from matcher.policy.exchanges import ExchangeAction
from matcher.support.naming import sums
from models.application import WAITING, ApplicationState, Candidacy
from models.application_schemas import Outcome


def submit_application(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Candidacy:
    """Hands a draft in. Raises ConflictError that tells every rule of the call that is broken, its days among them, and
    the partners that have not confirmed."""
    thing = the_candidacy(session, actor, key, ApplicationAction.SUBMIT, version=version)
    require_state(thing.application, ApplicationState.DRAFT)
    require_eligible(session, thing, on=now.date())
    _move(session, actor, thing, {"state": ApplicationState.SUBMITTED, "submitted_at": now}, now=now)
    tell_submitted(session, actor, thing, now=now)
    return thing


def withdraw_application(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Candidacy:
    """Takes an application back for good; one that was decided stays."""
    thing = the_candidacy(session, actor, key, ApplicationAction.WITHDRAW, version=version)
    require_state(thing.application, ApplicationState.DRAFT, *WAITING)
    _move(session, actor, thing, {"state": ApplicationState.WITHDRAWN}, now=now)
    return thing


def review_application(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Candidacy:
    """Says that those who run the mechanism look at it."""
    thing = the_candidacy(session, actor, key, ApplicationAction.REVIEW, version=version)
    require_state(thing.application, ApplicationState.SUBMITTED)
    _move(session, actor, thing, {"state": ApplicationState.UNDER_REVIEW}, now=now)
    return thing


def decide_application(
    session: Session, actor: Actor, key: str, said: Outcome, *, version: int, now: datetime
) -> Candidacy:
    """Records what was decided, and why; an approved application leads to an exchange where somebody teaches.

    Raises BadInputError for more than was asked for or than the call pays.
    """
    thing = the_candidacy(session, actor, key, ApplicationAction.DECIDE, version=version)
    row = thing.application
    require_state(row, *WAITING)
    _check_amount(thing, said)
    state = ApplicationState.APPROVED if said.approved else ApplicationState.DECLINED
    decided: dict[str, Any] = {"state": state, "decided_at": now, "reason": said.reason, "note": said.note or None}
    if said.approved:
        decided |= {"amount_granted": said.amount_granted, "exchange": exchange_of(session, actor, thing, now=now)}
    _move(session, actor, thing, decided, now=now)
    tell_outcome(session, actor, thing, now=now)
    return thing


def _check_amount(thing: Candidacy, said: Outcome) -> None:
    granted, row = said.amount_granted, thing.application
    if granted is None:
        return
    if row.amount_asked is None or row.currency is None:
        raise BadInputError("amount_granted: the application asks for no amount; leave it out")
    if granted > row.amount_asked:
        most = sums({row.currency: row.amount_asked})
        raise BadInputError("amount_granted: this is more than was asked for, {most}", most=most)
    ceiling, currency = thing.call.ceiling_amount, thing.call.ceiling_currency
    if ceiling is None:
        ceiling, currency = thing.mechanism.ceiling_amount, thing.mechanism.ceiling_currency
    if ceiling is not None and currency == row.currency and granted > ceiling:
        raise BadInputError("amount_granted: the call pays at most {most}", most=sums({currency: ceiling}))


def link_exchange(session: Session, actor: Actor, key: str, exchange: str, *, version: int, now: datetime) -> Candidacy:
    """Names the exchange that an approved application has led to. Raises ConflictError where one is named already."""
    thing = the_candidacy(session, actor, key, ApplicationAction.EDIT, version=version)
    require_state(thing.application, ApplicationState.APPROVED)
    if thing.application.exchange is not None:
        raise ConflictError("the exchange of application {key!r} is named already", key=key)
    dossier = dossier_for(session, actor, exchange, ExchangeAction.OPEN)
    apply_changes(session, actor, thing.application, {"exchange": dossier.id}, now=now, action="application.linked")
    return thing


def _move(session: Session, actor: Actor, thing: Candidacy, changes: dict[str, Any], *, now: datetime) -> None:
    apply_changes(session, actor, thing.application, changes, now=now, action=f"application.{changes['state']}")
