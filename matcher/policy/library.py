"""Who may do what with documents of the library. The thing is a document with the exchanges that use it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.exchanges import insider
from matcher.policy.permission import Permission, Rules
from matcher.policy.posts import AUTHORS, admits
from models.account import Role
from models.api_token import Scope
from models.document import Document
from models.dossier import Dossier
from models.organization import Organization


class DocumentAction(StrEnum):
    """What can be done with a document."""

    SEE = "document.see"
    CREATE = "new_document.create"
    EDIT = "document.edit"
    REMOVE = "document.remove"


@dataclass(frozen=True)
class Shelved:
    """A document with the exchanges that use it."""

    document: Document
    dossiers: Sequence[Dossier] = field(default=())

    @property
    def id(self) -> str:
        """The document's identifier."""
        return self.document.id


GIVING = (*AUTHORS, Role.FOCAL_POINT)
"""The roles that give documents of their organization to others."""


def _gives(actor: Actor, organization: Organization) -> bool:
    return actor.administers or (actor.has_role(*GIVING) and actor.belongs_to(organization.id))


def _keeps(actor: Actor, thing: Shelved) -> bool:
    return actor.administers or (actor.has_role(*GIVING) and actor.belongs_to(thing.document.organization))


def _removes(actor: Actor, thing: Shelved) -> bool:
    """Its organization, and the focal points of its country: nothing else is reviewed before it is read."""
    return _keeps(actor, thing) or (_sees(actor, thing) and actor.looks_after(thing.document.country))


def _sees(actor: Actor, thing: Shelved) -> bool:
    """Those whom its visibility admits, its organization, and whoever takes part in an exchange that uses it."""
    if admits(actor, thing.document.visibility) or actor.administers:
        return True
    return actor.belongs_to(thing.document.organization) or any(insider(actor, one) for one in thing.dossiers)


RULES: Rules = {
    DocumentAction.SEE: Permission(Scope.READ, _sees),
    DocumentAction.CREATE: Permission(Scope.WRITE, _gives),
    DocumentAction.EDIT: Permission(Scope.WRITE, _keeps),
    DocumentAction.REMOVE: Permission(Scope.WRITE, _removes),
}
