"""Letters about applications: to partners that are asked, to whoever decides, and to all who took part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.applications.reasons import REASON_TEXTS
from matcher.exchanges.letters import Somebody, tell
from matcher.policy import Actor
from models.application import ApplicationPartner, ApplicationState, Candidacy, PartnerAnswer
from models.application_schemas import OutcomeReason


@dataclass(frozen=True)
class Secretariat:
    """The organization that runs a mechanism; its country's agency is not told in its place."""

    organization: str | None
    country: str | None = None


def tell_partners(
    session: Session, actor: Actor, thing: Candidacy, asked: Collection[ApplicationPartner], *, now: datetime
) -> int:
    """Asks partners to confirm their part."""
    return tell(session, asked, "application-invitation", about(thing), now=now, but=actor)


def tell_submitted(session: Session, actor: Actor, thing: Candidacy, *, now: datetime) -> int:
    """Tells those who run the mechanism that something was handed in."""
    reader = Secretariat(thing.mechanism.organization)
    return tell(session, [reader], "application-submitted", about(thing), now=now, but=actor)


def tell_outcome(session: Session, actor: Actor, thing: Candidacy, *, now: datetime) -> int:
    """Tells the lead and its partners what was decided, and why."""
    row = thing.application
    approved = row.state == ApplicationState.APPROVED
    reason = REASON_TEXTS[OutcomeReason(row.reason or OutcomeReason.OTHER)]
    granted = {"amount": row.amount_granted, "currency": row.currency} if row.amount_granted else {}
    told = about(thing) | {"approved": approved, "reason": reason, "note": row.note or "", **granted}
    return tell(session, everybody(thing), "application-decided", told, now=now, but=actor)


def everybody(thing: Candidacy) -> list[Somebody]:
    """The lead and the partners that have not declined."""
    return [thing.application, *(one for one in thing.partners if one.answer != PartnerAnswer.DECLINED)]


def about(thing: Candidacy) -> dict[str, Any]:
    """What every letter says of its application."""
    closes_on = thing.call.closes_on
    days = {"closes_on": closes_on.isoformat()} if closes_on else {}
    return {"application": thing.id, "title": thing.application.title, "call": thing.call.title, **days}
