"""Addresses and forms that the pages of experts share."""

from typing import Annotated

from fastapi import Depends

from api.pages.communities.opened import done_of
from api.pages.form_pages import Sent
from api.pages.visits import Visit
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.library import GIVING

__all__ = ["EXPERT", "ROSTER", "SentForm", "SignedForm", "done_of", "writes"]

EXPERT = "/experts/{expert_id}"
ROSTER = "/rosters/{roster_id}"


def _signed(sent: Annotated[Sent, Depends()]) -> Sent:
    demand(sent.actor, AccountAction.SEE_OWN)  # whose session has ended keeps what he typed
    return sent


SentForm = Annotated[Sent, Depends()]
"""A form of whoever sent it."""
SignedForm = Annotated[Sent, Depends(_signed)]
"""A form of somebody with an account."""


def writes(visit: Visit) -> bool:
    """Whether a list offers to write something: to those who may, and to whoever has not signed in yet."""
    actor = visit.actor
    return not actor.signed_in or actor.administers or (actor.has_role(*GIVING) and actor.organization is not None)
