"""The steps of an application of Mexico's agency to PAHO's fund, for tests."""

from typing import Any

from sqlmodel import Session

from matcher.applications.moving import decide_application, submit_application
from matcher.applications.partners import answer_as_partner
from matcher.applications.writing import begin_application
from models.application import Candidacy
from models.application_schemas import ApplicationPost, Outcome, PartnerPost, PartnerReply
from tests.conftest import NOW
from tests.exchanging import PROVIDER, RECIPIENT, WINDOW, who

BRAZIL = PartnerPost(organization="sabesp-bra", role="provider", part="Two courses")


def begun(session: Session, **fields: Any) -> Candidacy:
    """A draft of Mexico's agency with a Brazilian provider."""
    plain = {"call": "cal-1", "request": "req-agua", "title": "Agua rural", "amount_asked": 80_000, "currency": "USD"}
    wanted = ApplicationPost(**plain | {"partners": [BRAZIL]} | fields)
    return begin_application(session, who(session, RECIPIENT), wanted, now=NOW)


def confirmed(session: Session, **fields: Any) -> Candidacy:
    """The same after its partners have confirmed."""
    thing = begun(session, **fields)
    for one in thing.partners:
        by = PROVIDER if one.organization else WINDOW
        answer_as_partner(session, who(session, by), thing.id, one.id, PartnerReply(accept=True), now=NOW)
    return thing


def submitted(session: Session, **fields: Any) -> Candidacy:
    """The same, handed in."""
    thing = confirmed(session, **fields)
    return submit_application(session, who(session, RECIPIENT), thing.id, version=thing.application.version, now=NOW)


def decided(session: Session, thing: Candidacy, by: str, **fields: Any) -> Candidacy:
    """The outcome of what was handed in, approved unless it is said otherwise."""
    said = Outcome(**{"approved": True, "reason": "criteria-met"} | fields)
    version = thing.application.version
    return decide_application(session, who(session, by), thing.id, said, version=version, now=NOW)
