"""Addresses and forms that the pages of experts share."""

from fastapi import APIRouter, Response
from pydantic import Field

from api.pages.communities.opened import Sent, SentForm, done_of, pages
from api.pages.visits import CurrentVisit, Visit
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.library import GIVING
from models.base import Schema

__all__ = ["EXPERT", "ROSTER", "Nothing", "Sent", "SentForm", "Step", "done_of", "lead_back", "pages", "signed_in"]

EXPERT = "/experts/{expert_id}"
ROSTER = "/rosters/{roster_id}"


class Step(Schema):
    """The version of what was read."""

    version: int = Field(ge=1)


class Nothing(Schema):
    """A form that says all by being sent."""


def signed_in(sent: Sent) -> Sent:
    """The same form, of somebody with a session: whose session has ended keeps what he typed."""
    demand(sent.actor, AccountAction.SEE_OWN)
    return sent


def writes(visit: Visit) -> bool:
    """Whether a list offers to write something: to those who may, and to whoever has not signed in yet."""
    actor = visit.actor
    return not actor.signed_in or actor.administers or (actor.has_role(*GIVING) and actor.organization is not None)


def lead_back(router: APIRouter, here: str, *tails: str) -> None:
    """Leads to the page who asks for the address of one of its forms, as after one that failed."""

    def back(visit: CurrentVisit) -> Response:
        return visit.on_to("/".join(visit.request.url.path.split("/")[: here.count("/") + 1]))

    for tail in tails:
        router.get(f"{here}/{tail}")(back)
