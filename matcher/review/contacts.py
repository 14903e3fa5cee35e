"""Contact data of both sides, for both sides, once both have accepted: nobody else ever sees it here."""

from pydantic import BaseModel
from sqlmodel import Session

from locales.messages import Message
from matcher.errors import ConflictError
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from matcher.review.opening import find_pairing
from matcher.review.recipients import accounts_on
from models.decision import Side
from models.match import MatchState
from models.organization import Organization
from models.pairing import Pairing


class Person(BaseModel):
    """One who can be written to."""

    name: str
    email: str
    organization: str | None


class SideContacts(BaseModel):
    """How to reach one side."""

    organization: str
    name: str
    country: str | None
    people: list[Person]


class Contacts(BaseModel):
    """How to reach both sides of a match."""

    requester: SideContacts
    provider: SideContacts


def contacts_of(session: Session, actor: Actor, key: int) -> Contacts:
    """The contact data of a match. Raises NotFoundError, ConflictError for a party before both have accepted, and
    ForbiddenError for anybody else."""
    found = find_pairing(session, actor, key)
    party = side_of(actor, found) in (Side.REQUESTER, Side.PROVIDER)
    if party and found.match.state != MatchState.ACCEPTED:
        raise ConflictError(
            "match {key} is {state}; contact data is disclosed once both have accepted",
            key=key,
            state=Message(found.match.state),
        )
    demand(actor, MatchAction.SEE_CONTACTS, found)
    requester, provider = (_reach(session, found, side) for side in (Side.REQUESTER, Side.PROVIDER))
    return Contacts(requester=requester, provider=provider)


def _reach(session: Session, found: Pairing, side: Side) -> SideContacts:
    post = found.request if side == Side.REQUESTER else found.offer
    organization = session.get_one(Organization, post.organization)
    people = [
        Person(name=one.name, email=one.email, organization=one.organization)
        for one in accounts_on(session, found, side)
    ]
    return SideContacts(
        organization=organization.id, name=organization.name, country=organization.country, people=people
    )
