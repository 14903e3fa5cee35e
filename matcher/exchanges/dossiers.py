"""Finds exchanges for those who may work with them."""

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session

from locales.messages import Message, either
from matcher.editing import check_version
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.exchanges import ExchangeAction
from models.dossier import Dossier, dossier_of
from models.exchange import Exchange, ExchangeState
from models.organization import Organization


def dossier_for(session: Session, actor: Actor, key: str, action: ExchangeAction = ExchangeAction.SEE) -> Dossier:
    """An exchange for somebody who may do something with it. Raises NotFoundError, also for a hidden one,
    UnauthenticatedError or ForbiddenError."""
    return _allowed(actor, action, key, dossier_of(session, key))


def held_dossier(
    session: Session, actor: Actor, key: str, action: ExchangeAction, *, version: int | None = None
) -> Dossier:
    """As `dossier_for`, and nobody else changes it until the transaction ends. Raises StaleEditError where it is no
    longer at the version that the actor has read."""
    found = _allowed(actor, action, key, dossier_of(session, key, hold=True))
    if version is not None:
        check_version(found.exchange, "exchange", key, version)
    return found


def _allowed(actor: Actor, action: ExchangeAction, key: str, found: Dossier | None) -> Dossier:
    if found is None:
        raise NotFoundError("exchange", key)
    demand(actor, action, found)
    return found


def require_state(exchange: Exchange, *states: ExchangeState) -> None:
    """Raises ConflictError where an exchange stands elsewhere."""
    if exchange.state not in states:
        raise ConflictError(
            "exchange {id!r} is {state}; this can be done while it is {wanted}",
            id=exchange.id,
            state=Message(exchange.state),
            wanted=either(states),
        )


def terms_changed(session: Session, dossier: Dossier) -> None:
    """Nobody has agreed to terms that changed since: all are asked anew, and the exchange counts an edit."""
    for side in dossier.sides:
        side.agreed_at = None
        session.add(side)
    count_edit(session, dossier.exchange)


def count_edit(session: Session, exchange: Exchange) -> None:
    """Raises the version of an exchange of which something beside its own row changed."""
    flag_modified(exchange, "title")
    session.add(exchange)
    session.flush()


def the_organization(session: Session, key: str) -> Organization:
    """An organization that somebody names. Raises BadInputError where there is none."""
    found = session.get(Organization, key)
    if found is None:
        raise BadInputError("there is no organization {key!r}: give its identifier", key=key)
    return found
