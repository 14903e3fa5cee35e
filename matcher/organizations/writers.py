"""For whom somebody writes: an organization that is named, or his own."""

from sqlmodel import Session

from locales.messages import Message
from matcher.errors import BadInputError
from matcher.organizations.finding import one_organization
from matcher.policy import Actor, demand_account
from models.organization import Organization


def writers_organization(session: Session, actor: Actor, named: str | None, *, without: Message) -> Organization:
    """The organization that is named, or else the actor's own.

    Raises UnauthenticatedError for nobody, BadInputError, which says `without`, for an account that has none, and
    NotFoundError for one that is not there.
    """
    key = named or actor.organization
    if key is None:
        demand_account(actor)
        raise BadInputError(without)
    return one_organization(session, actor, key)
