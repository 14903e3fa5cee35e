"""Who may do what with calls and the applications to them. The thing of an application is a candidacy.

Agencies lead, each for its organization and country. A partner answers for its part: the people of the organization
that is named, and the agency of its country. Whoever runs the mechanism decides, and knows of what was handed in.
"""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules
from models.account import Role
from models.api_token import Scope
from models.application import DECIDED, Application, ApplicationPartner, ApplicationState, Candidacy, PartnerAnswer
from models.mechanism import Mechanism

SPEAKING = (Role.AGENCY, Role.PROVIDER, Role.FOCAL_POINT)
"""The roles that speak for their organization."""


class CallAction(StrEnum):
    """What those who run a mechanism do with its calls; the thing is the mechanism."""

    CREATE = "new_call.create"
    EDIT = "call.edit"


class ApplicationAction(StrEnum):
    """What can be done with an application. ANALYSE is to know that one was declined, OPEN to read it whole."""

    SEE = "application.see"
    ANALYSE = "application.analyse"
    OPEN = "application.open"
    CREATE = "new_application.create"
    EDIT = "application.edit"
    ANSWER = "application.answer"
    SUBMIT = "application.submit"
    WITHDRAW = "application.withdraw"
    REVIEW = "application.review"
    DECIDE = "application.decide"


def runs(actor: Actor, mechanism: Mechanism) -> bool:
    """Administrators, and the people of the organization whose mechanism it is."""
    return actor.administers or (actor.has_role(*SPEAKING) and actor.belongs_to(mechanism.organization))


def leads(actor: Actor, application: Application) -> bool:
    """The agencies of its organization and of its country."""
    own = actor.belongs_to(application.organization) or actor.is_window_of(application.country)
    return actor.has_role(Role.AGENCY) and own


def answers_for(actor: Actor, partner: ApplicationPartner) -> bool:
    """Whether an account speaks for a partner."""
    own = actor.has_role(*SPEAKING) and actor.belongs_to(partner.organization)
    return own or actor.is_window_of(partner.country)


def own_partners(actor: Actor, thing: Candidacy) -> list[ApplicationPartner]:
    """The partners that an account speaks for and that have not declined."""
    return [one for one in thing.partners if one.answer != PartnerAnswer.DECLINED and answers_for(actor, one)]


def _opens(actor: Actor, thing: Candidacy) -> bool:
    """Who takes part or is asked to; once it was handed in also who decides, and the focal points of its countries."""
    row = thing.application
    if actor.administers or leads(actor, row) or own_partners(actor, thing):
        return True
    return row.submitted_at is not None and (runs(actor, thing.mechanism) or actor.looks_after(*thing.countries))


def _analyses(actor: Actor, thing: Candidacy) -> bool:
    return _opens(actor, thing) or (actor.has_role(Role.ANALYST) and thing.application.state in DECIDED)


def _knows(actor: Actor, thing: Candidacy) -> bool:
    """What a call has led to is public, what it has not is a matter of those who asked."""
    return thing.application.state == ApplicationState.APPROVED or _analyses(actor, thing)


def _applies(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    return actor.has_role(Role.AGENCY) and actor.organization is not None


def _leads(actor: Actor, thing: Candidacy) -> bool:
    return leads(actor, thing.application)


def _answers(actor: Actor, thing: Candidacy) -> bool:
    return bool(own_partners(actor, thing))


def _decides(actor: Actor, thing: Candidacy) -> bool:
    """Nobody decides about what he himself has brought."""
    return runs(actor, thing.mechanism) and thing.application.submitted_at is not None and not _leads(actor, thing)


RULES: Rules = {
    CallAction.CREATE: Permission(Scope.WRITE, runs),
    CallAction.EDIT: Permission(Scope.WRITE, runs),
    ApplicationAction.SEE: Permission(Scope.READ, _knows),
    ApplicationAction.ANALYSE: Permission(Scope.READ, _analyses),
    ApplicationAction.OPEN: Permission(Scope.READ, _opens),
    ApplicationAction.CREATE: Permission(Scope.WRITE, _applies),
    ApplicationAction.EDIT: Permission(Scope.WRITE, _leads),
    ApplicationAction.ANSWER: Permission(Scope.WRITE, _answers),
    ApplicationAction.SUBMIT: Permission(Scope.WRITE, _leads),
    ApplicationAction.WITHDRAW: Permission(Scope.WRITE, _leads),
    ApplicationAction.REVIEW: Permission(Scope.WRITE, _decides),
    ApplicationAction.DECIDE: Permission(Scope.WRITE, _decides),
}
