"""Who may do what with territories: with the rule of their country, and with their priorities."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules, anybody
from matcher.policy.posts import AUTHORS
from models.api_token import Scope
from models.organization import Organization
from models.priority import Priority


class TerritoryAction(StrEnum):
    """What can be done with the rule of a country; the thing is its code."""

    SEE = "territory.see"
    RULE = "territory.rule"


class PriorityAction(StrEnum):
    """What can be done with the priorities of a territory."""

    SEE = "priority.see"
    STATE = "priority.state"
    REQUEST = "priority.request"


@dataclass(frozen=True)
class Territory:
    """A sub-national government, and the one of its priorities that is spoken of."""

    organization: Organization
    priority: Priority | None = None

    @property
    def id(self) -> str:
        """The identifier by which it was asked for."""
        return self.priority.id if self.priority else self.organization.id

    @property
    def noun(self) -> str:
        """What it is called in a message."""
        return "priority" if self.priority else "organization"


def _rules(actor: Actor, country: str) -> bool:
    return actor.is_window_of(country) or actor.looks_after(country) or actor.administers


def _speaks(actor: Actor, thing: Territory) -> bool:
    """The territory itself, its country's window and focal points."""
    row = thing.organization
    own = actor.has_role(*AUTHORS) and actor.belongs_to(row.id)
    return own or (row.country is not None and _rules(actor, row.country)) or actor.administers


def _asks(actor: Actor, thing: Territory) -> bool:
    """Whoever may write a request for the territory."""
    row = thing.organization
    own = actor.belongs_to(row.id) and actor.has_role(AUTHORS[0])
    return own or actor.is_window_of(row.country) or actor.administers


RULES: Rules = {
    TerritoryAction.SEE: Permission(Scope.READ, anybody),
    TerritoryAction.RULE: Permission(Scope.WRITE, _rules),
    PriorityAction.SEE: Permission(Scope.READ, anybody),
    PriorityAction.STATE: Permission(Scope.WRITE, _speaks),
    PriorityAction.REQUEST: Permission(Scope.WRITE, _asks),
}
