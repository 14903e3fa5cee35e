"""Who may do what with experts and rosters.

A person's profile is the person's own: others see it only after he consented, and after he refused or withdrew nobody
but himself brings it back. Rosters are for everybody to read and are kept by the organization whose they are.
"""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.library import GIVING
from matcher.policy.permission import Permission, Rules, anybody
from matcher.policy.posts import admits
from models.api_token import Scope
from models.expert import CLOSED, Expert, ExpertState
from models.organization import Organization
from models.roster import Roster


class ExpertAction(StrEnum):
    """What can be done with a profile. READ_PERSON is about the name and the contact."""

    SEE = "expert.see"
    CREATE = "new_expert.create"
    EDIT = "expert.edit"
    ASK = "expert.ask"
    ANSWER = "expert.answer"
    READ_PERSON = "expert.read-person"


class RosterAction(StrEnum):
    """What can be done with a roster."""

    SEE = "roster.see"
    CREATE = "new_roster.create"
    KEEP = "roster.keep"


def is_self(actor: Actor, expert: Expert) -> bool:
    """Whether an account is the expert's own."""
    return actor.email is not None and actor.email == expert.email


def keeps(actor: Actor, expert: Expert) -> bool:
    """Whether an account speaks for the organization that keeps a profile."""
    return actor.administers or (actor.has_role(*GIVING) and actor.belongs_to(expert.organization))


def _speaks_for(actor: Actor, organization: Organization) -> bool:
    return actor.administers or (actor.has_role(*GIVING) and actor.belongs_to(organization.id))


def _sees(actor: Actor, expert: Expert) -> bool:
    return expert.state != ExpertState.ERASED and (expert.shown or keeps(actor, expert) or is_self(actor, expert))


def _edits(actor: Actor, expert: Expert) -> bool:
    return is_self(actor, expert) or (keeps(actor, expert) and expert.state not in CLOSED)


def _asks(actor: Actor, expert: Expert) -> bool:
    return keeps(actor, expert) and expert.state in (ExpertState.DRAFT, ExpertState.ASKED)


def _reads_person(actor: Actor, expert: Expert) -> bool:
    if is_self(actor, expert) or (keeps(actor, expert) and expert.state not in CLOSED):
        return True
    return expert.state == ExpertState.CONSENTED and admits(actor, expert.contact_visibility)


def _keeps_roster(actor: Actor, roster: Roster) -> bool:
    return actor.administers or (actor.has_role(*GIVING) and actor.belongs_to(roster.organization))


RULES: Rules = {
    ExpertAction.SEE: Permission(Scope.READ, _sees),
    ExpertAction.CREATE: Permission(Scope.WRITE, _speaks_for),
    ExpertAction.EDIT: Permission(Scope.WRITE, _edits),
    ExpertAction.ASK: Permission(Scope.WRITE, _asks),
    ExpertAction.ANSWER: Permission(Scope.WRITE, is_self),
    ExpertAction.READ_PERSON: Permission(Scope.READ, _reads_person),
    RosterAction.SEE: Permission(Scope.READ, anybody),
    RosterAction.CREATE: Permission(Scope.WRITE, _speaks_for),
    RosterAction.KEEP: Permission(Scope.WRITE, _keeps_roster),
}
