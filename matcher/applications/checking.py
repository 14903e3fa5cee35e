"""Checks an application against the rules of its call, one by one, with the group and the sum that it names."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from locales.messages import Message
from matcher.calls.judging import judge_call
from matcher.errors import ConflictError, Fault
from matcher.matching.mechanisms import Reach
from matcher.policy import CLOCK
from matcher.support.answers import Answer, Checked, Judged, Rule
from matcher.support.case import Case
from matcher.support.cases import case_of_exchange, case_of_request
from matcher.support.naming import country_names
from models.application import Candidacy, PartnerAnswer, PartnerRole
from models.dossier import dossier_of
from models.request import Request
from models.support import support_matrix

NAMES = {
    Rule.COUNTRIES: "Countries",
    Rule.NUMBER: "Number of countries",
    Rule.SECTOR: "Sector",
    Rule.MODALITY: "How knowledge travels",
    Rule.WHO_MAY_ASK: "Who may ask",
    Rule.CEILING: "Ceiling",
    Rule.CALL: "When it takes applications",
}
"""What a broken rule is called."""


def judged(session: Session, thing: Candidacy, *, on: date) -> Judged:
    """The rules of the call with what they say of an application on a day."""
    reach = Reach(support_matrix(session))
    return judge_call(_case(session, thing), thing.call, thing.mechanism, reach, on=on)


def _case(session: Session, thing: Candidacy) -> Case:
    """What it is about, with the countries of the application in the place of those of its request or exchange."""
    row, about = thing.application, _about(session, thing)
    asked = [one for one in thing.partners if one.answer != PartnerAnswer.DECLINED]
    learning = [one.country for one in asked if one.role == PartnerRole.REQUESTER]
    costs = {row.currency: row.amount_asked} if row.amount_asked is not None and row.currency else {}
    return replace(
        about,
        learning=tuple(one for one in (row.country, *learning) if one),
        teaching=tuple(one.country for one in asked if one.role == PartnerRole.PROVIDER),
        costs=costs,
        seeking=False,
    )


def _about(session: Session, thing: Candidacy) -> Case:
    row = thing.application
    request = session.get(Request, row.request) if row.request else None
    if request is not None:
        return case_of_request(session, request)
    dossier = dossier_of(session, row.exchange or "")
    return case_of_exchange(session, CLOCK, dossier) if dossier is not None else Case(learning=())


def broken_rules(found: Judged, thing: Candidacy, *, on: date) -> list[Checked]:
    """The rules that forbid to hand it in: those that say no, and the days of a call that is not open yet."""
    closed = not thing.call.is_open(on)
    return [one for one in found.rules if one.answer == Answer.NO or (one.rule == Rule.CALL and closed)]


def require_eligible(session: Session, thing: Candidacy, *, on: date) -> None:
    """Raises ConflictError that tells every broken rule, and the partners that have not confirmed."""
    broken = broken_rules(judged(session, thing, on=on), thing, on=on)
    faults = [Fault(Message(NAMES[one.rule]), one.reason) for one in broken]
    if thing.silent:
        missing = country_names([one.country for one in thing.silent])
        said = Message("These partners have not confirmed their part: {countries}.", countries=missing)
        faults.append(Fault(Message("Partners"), said))
    if faults:
        reasons = tuple(Message("{rule}: {reason}", rule=one.place, reason=one.detail) for one in faults)
        error = ConflictError("the application cannot be handed in: {reasons}", reasons=reasons)
        error.faults = faults
        raise error
