"""Who may do what with practices. The thing is a practice with the dossier that it was drawn from, if any."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.exchanges import acting_side, supervises
from matcher.policy.permission import Permission, Rules
from models.account import Role
from models.api_token import Scope
from models.dossier import DECIDING, Dossier
from models.organization import Organization
from models.practice import Practice, PracticeState


class PracticeAction(StrEnum):
    """What can be done with a practice."""

    SEE = "practice.see"
    SEE_HISTORY = "practice.see-history"
    CREATE = "new_practice.create"
    EDIT = "practice.edit"
    SUBMIT = "practice.submit"
    PUBLISH = "practice.publish"


@dataclass(frozen=True)
class Documented:
    """A practice with the exchange behind it."""

    practice: Practice
    dossier: Dossier | None = None

    @property
    def id(self) -> str:
        """The practice's identifier."""
        return self.practice.id


def _writes(actor: Actor, thing: Documented) -> bool:
    if actor.administers:
        return True
    if actor.has_role(Role.AGENCY, Role.PROVIDER) and actor.belongs_to(thing.practice.organization):
        return True
    side = acting_side(actor, thing.dossier) if thing.dossier else None
    return side is not None and side.accepted and side.role in DECIDING


def _publishes(actor: Actor, thing: Documented) -> bool:
    if thing.dossier is not None:
        return supervises(actor, thing.dossier)
    return actor.administers or actor.looks_after(thing.practice.country)


def _knows(actor: Actor, thing: Documented) -> bool:
    published = thing.practice.state == PracticeState.PUBLISHED
    return published or _works_with(actor, thing)


def _works_with(actor: Actor, thing: Documented) -> bool:
    return _writes(actor, thing) or _publishes(actor, thing)


def _writes_for(actor: Actor, organization: Organization) -> bool:
    """Those members of an organization who may go on writing what they have begun, and administrators."""
    return actor.administers or (actor.has_role(Role.AGENCY, Role.PROVIDER) and actor.belongs_to(organization.id))


RULES: Rules = {
    PracticeAction.SEE: Permission(Scope.READ, _knows),
    PracticeAction.SEE_HISTORY: Permission(Scope.READ, _works_with),
    PracticeAction.CREATE: Permission(Scope.WRITE, _writes_for),
    PracticeAction.EDIT: Permission(Scope.WRITE, _writes),
    PracticeAction.SUBMIT: Permission(Scope.WRITE, _writes),
    PracticeAction.PUBLISH: Permission(Scope.REVIEW, _publishes),
}
