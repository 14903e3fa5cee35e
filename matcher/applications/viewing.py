"""An application as each reader may see it."""

from collections.abc import Sequence

from sqlmodel import Session

from matcher.applications.finding import the_candidacy
from matcher.policy import Actor, may
from matcher.policy.applications import ApplicationAction
from matcher.trail import Entry, trail
from models.application import WAITING, ApplicationState, Candidacy
from models.application_schemas import ApplicationPublic, ApplicationView, PartnerView

DRAFT = (ApplicationState.DRAFT,)
WHILE = {
    ApplicationAction.EDIT: DRAFT,
    ApplicationAction.ANSWER: DRAFT,
    ApplicationAction.SUBMIT: DRAFT,
    ApplicationAction.WITHDRAW: (ApplicationState.DRAFT, *WAITING),
    ApplicationAction.REVIEW: (ApplicationState.SUBMITTED,),
    ApplicationAction.DECIDE: WAITING,
}
"""In which states each action makes sense."""


def view_of(actor: Actor, thing: Candidacy) -> ApplicationView | ApplicationPublic:
    """An application as an actor who may know of it sees it."""
    whole = may(actor, ApplicationAction.OPEN, thing)
    return _whole(actor, thing) if whole else public_form(thing, tells_why=may(actor, ApplicationAction.ANALYSE, thing))


def views_of(actor: Actor, things: Sequence[Candidacy]) -> list[ApplicationView | ApplicationPublic]:
    """Several, in their order."""
    return [view_of(actor, one) for one in things]


def public_form(thing: Candidacy, *, tells_why: bool = False) -> ApplicationPublic:
    """What an application has led to: countries and the sum that was granted."""
    row = thing.application
    shown = set(ApplicationPublic.model_fields) - {"countries", "reason"}
    reason = row.reason if tells_why else None
    return ApplicationPublic(**row.model_dump(include=shown), countries=thing.countries, reason=reason)


def _whole(actor: Actor, thing: Candidacy) -> ApplicationView:
    shown = set(ApplicationView.model_fields) - {"countries", "partners", "allowed"}
    return ApplicationView(
        **thing.application.model_dump(include=shown),
        countries=thing.countries,
        partners=[PartnerView.model_validate(one, from_attributes=True) for one in thing.partners],
        allowed=allowed(actor, thing),
    )


def allowed(actor: Actor, thing: Candidacy) -> list[str]:
    """What the actor may do now."""
    state = thing.application.state
    return [str(one) for one, states in WHILE.items() if state in states and may(actor, one, thing)]


def application_history(session: Session, actor: Actor, key: str) -> list[Entry]:
    """What happened to an application, the oldest first; for those who take part or decide."""
    the_candidacy(session, actor, key, ApplicationAction.OPEN)
    return trail(session, actor, "application", key)
