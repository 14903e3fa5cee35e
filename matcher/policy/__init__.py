"""The policy: who may do what to which object in which state. API, pages, command line and digests all ask here."""

from enum import StrEnum
from typing import Any

from matcher.errors import ForbiddenError, NotFoundError, NotMadeForThisError, UnauthenticatedError
from matcher.policy import (
    accounts,
    applications,
    catalogues,
    communities,
    events,
    exchanges,
    experts,
    library,
    mails,
    matches,
    needs,
    posts,
    practices,
    projects,
    services,
    territories,
)
from matcher.policy.actor import CLOCK, PERSON, PUBLIC, TERMINAL, Actor
from matcher.policy.permission import Permission

__all__ = ["CLOCK", "PERSON", "PUBLIC", "RULES", "TERMINAL", "Actor", "demand", "demand_account", "may"]

RULES: dict[str, Permission] = {
    str(action): permission
    for part in (
        *(posts, matches, exchanges, events, needs, practices, library, communities, applications),
        *(experts, territories, projects),
        *(accounts, services, mails, catalogues),
    )
    for action, permission in part.RULES.items()
}
"""Every permission by the name of its action."""


def may(actor: Actor, action: StrEnum, thing: Any = None) -> bool:  # noqa: ANN401
    """Whether an actor may do something with a thing."""
    return RULES[action].holds(actor, thing)


def demand(actor: Actor, action: StrEnum, thing: Any = None) -> None:  # noqa: ANN401
    """Nothing where the actor may. Raises NotFoundError where he may not even know of the thing, so that a hidden one
    answers as a missing one; UnauthenticatedError where nobody is signed in; else ForbiddenError."""
    if may(actor, action, thing):
        return
    noun = action.partition(".")[0]
    see = RULES.get(f"{noun}.see")
    if thing is not None and see is not None and not see.rule(actor, thing):
        raise NotFoundError(noun_of(thing, noun), key_of(thing))
    demand_account(actor)
    if actor.scopes is not None and RULES[action].rule(actor, thing):
        raise ForbiddenError("your token lacks the scope {value!r}", value=RULES[action].scope.value)
    raise NotMadeForThisError(action)


def demand_account(actor: Actor) -> None:
    """Raises UnauthenticatedError where nobody is signed in, and it is not the service itself."""
    if not actor.signed_in and not actor.trusted:
        raise UnauthenticatedError("this needs an account: sign in, or send a token as `Authorization: Bearer TOKEN`")


def noun_of(thing: Any, noun: str) -> str:  # noqa: ANN401
    """What a thing is called in a message: the name of its table, else the noun of the action."""
    return str(getattr(thing, "noun", None) or (type(thing).__name__.lower() if hasattr(thing, "__table__") else noun))


def key_of(thing: Any) -> str:  # noqa: ANN401
    """The key of a thing in a message."""
    return str(getattr(thing, "id", None) or getattr(thing, "email", ""))
