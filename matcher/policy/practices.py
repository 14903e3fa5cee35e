"""Who may do what with practices. The thing is a practice with the dossier that it was drawn from, if any."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.exchanges import acting_side, supervises
from matcher.policy.permission import Permission, Rules
from matcher.policy.posts import AUTHORS, admits
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
    TAKE_BACK = "practice.take-back"
    TRANSLATE = "practice.translate"
    DELETE = "practice.delete"
    READ_CONTACT = "practice.read-contact"


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
    own = actor.belongs_to(thing.practice.organization) or actor.belongs_to(thing.practice.written_by)
    if actor.has_role(*AUTHORS) and own:
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
    return actor.administers or (actor.has_role(*AUTHORS) and actor.belongs_to(organization.id))


def _translates(actor: Actor, thing: Documented) -> bool:
    """Whoever writes for an organization and may read the practice: translations help those who lack the language."""
    return _writes(actor, thing) or (
        actor.has_role(*AUTHORS) and actor.organization is not None and _knows(actor, thing)
    )


def _reads_contact(actor: Actor, thing: Documented) -> bool:
    return _works_with(actor, thing) or admits(actor, thing.practice.contact_visibility)


RULES: Rules = {
    PracticeAction.SEE: Permission(Scope.READ, _knows),
    PracticeAction.SEE_HISTORY: Permission(Scope.READ, _works_with),
    PracticeAction.CREATE: Permission(Scope.WRITE, _writes_for),
    PracticeAction.EDIT: Permission(Scope.WRITE, _writes),
    PracticeAction.SUBMIT: Permission(Scope.WRITE, _writes),
    PracticeAction.PUBLISH: Permission(Scope.REVIEW, _publishes),
    PracticeAction.TAKE_BACK: Permission(Scope.WRITE, _works_with),
    PracticeAction.TRANSLATE: Permission(Scope.WRITE, _translates),
    PracticeAction.DELETE: Permission(Scope.WRITE, _writes),
    PracticeAction.READ_CONTACT: Permission(Scope.READ, _reads_contact),
}
