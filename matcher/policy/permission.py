"""What a rule is: who may do what with which thing in which state, as a pure function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matcher.policy.actor import Actor
from models.api_token import Scope

Rule = Callable[[Actor, Any], bool]
"""Whether an actor may do something with a thing; the thing is None where the action needs none."""


@dataclass(frozen=True)
class Permission:
    """One row of the policy: the scope that a token needs, and the rule."""

    scope: Scope
    rule: Rule

    def holds(self, actor: Actor, thing: Any) -> bool:  # noqa: ANN401
        """Whether the actor may."""
        if actor.trusted:
            return True
        if actor.scopes is not None and self.scope not in actor.scopes:
            return False
        return self.rule(actor, thing)


Rules = Mapping[StrEnum, Permission]
"""The permissions of one noun, by action. Actions are named NOUN.VERB; NOUN.see says who may know of the thing."""


def anybody(actor: Actor, thing: Any) -> bool:  # noqa: ANN401, ARG001
    """Everybody, also the public."""
    return True


def members(actor: Actor, thing: Any) -> bool:  # noqa: ANN401, ARG001
    """Everybody who is signed in."""
    return actor.signed_in


def administrators(actor: Actor, thing: Any) -> bool:  # noqa: ANN401, ARG001
    """Administrators only."""
    return actor.administers
