"""How an exchange begins: with an accepted match, or with a cooperation that one side registers."""

from datetime import datetime

from sqlmodel import Session, select

from locales.messages import Message
from matcher.audit import record
from matcher.errors import BadInputError, ConflictError, ForbiddenError
from matcher.exchanges.dossiers import the_organization
from matcher.exchanges.letters import about, tell
from matcher.policy import Actor, demand
from matcher.policy.exchanges import ExchangeAction
from models.base import new_identifier
from models.dossier import Dossier, dossiers
from models.exchange import Exchange, ExchangeParticipant, ExchangeState, PartyRole
from models.exchange_schemas import ExchangeRegister
from models.match import Match, MatchState
from models.offer import Offer
from models.organization import Organization
from models.post import PostState, Visibility
from models.request import Request
from scoring.text.words import detect_language


def open_exchange(session: Session, actor: Actor, match: Match, *, now: datetime) -> Exchange:
    """The exchange of a match that both sides have accepted; opened once, later calls answer the same.

    The requester's organization receives, the offer's is the first provider. Text and organizations are public only
    where both posts were, until the parties agree otherwise. Raises ConflictError for a match in another state.
    """
    known = session.exec(select(Exchange).where(Exchange.match == match.id)).first()
    if known is not None:
        return known
    if match.state != MatchState.ACCEPTED:
        raise ConflictError(
            "match {id} is {state}; an exchange begins when both sides have accepted",
            id=match.id,
            state=Message(match.state),
        )
    request, offer = session.get_one(Request, match.request), session.get_one(Offer, match.offer)
    exchange = Exchange(
        id=new_identifier("exc"),
        title=request.title,
        text=request.text,
        language=request.language,
        sectors=request.sectors or offer.sectors,
        modality=_modality(request, offer),
        match=match.id,
        shown_in_full=_is_public(request) and _is_public(offer),
        state=ExchangeState.ACCEPTED,
        opened_at=now,
    )
    sides = [
        _side(session.get_one(Organization, request.organization), PartyRole.REQUESTER, 0, request.country),
        _side(session.get_one(Organization, offer.organization), PartyRole.PROVIDER, 1, offer.country),
    ]
    _store(session, actor, exchange, sides, now=now)
    return exchange


def register_exchange(session: Session, actor: Actor, wanted: ExchangeRegister, *, now: datetime) -> Exchange:
    """A cooperation that one side registers; it counts once the other side has accepted and both have agreed.

    Raises ForbiddenError for somebody who speaks for neither side, BadInputError for unknown or equal organizations.
    """
    demand(actor, ExchangeAction.REGISTER)
    if wanted.requester == wanted.provider:
        raise BadInputError("requester and provider are the same organization; an exchange has two sides")
    requester, provider = the_organization(session, wanted.requester), the_organization(session, wanted.provider)
    mine = [one.id for one in (requester, provider) if _speaks_for(actor, one)]
    if not mine:
        raise ForbiddenError("your account speaks for neither side; a side registers the exchange, or its agency")
    fields = wanted.model_dump(exclude={"requester", "provider"})
    fields["language"] = wanted.language or detect_language(f"{wanted.title} {wanted.text}")[0]
    exchange = Exchange(**fields, id=new_identifier("exc"), state=ExchangeState.ACCEPTED, opened_at=now)
    sides = [_side(requester, PartyRole.REQUESTER, 0), _side(provider, PartyRole.PROVIDER, 1)]
    for side in sides:
        side.accepted = side.organization == mine[0]
    dossier = _store(session, actor, exchange, sides, now=now)
    invited = [one for one in sides if not one.accepted]
    tell(session, invited, "exchange-invitation", about(dossier) | {"role": invited[0].role}, now=now, but=actor)
    return exchange


def _store(
    session: Session, actor: Actor, exchange: Exchange, sides: list[ExchangeParticipant], *, now: datetime
) -> Dossier:
    session.add(exchange)
    session.flush()
    for side in sides:
        side.exchange = exchange.id
        session.add(side)
    session.flush()
    change = {"state": [None, exchange.state], "match": [None, exchange.match], "title": [None, exchange.title]}
    record(session, "exchange.opened", ("exchange", exchange.id), now=now, actor=actor.name_in_trail, change=change)
    return dossiers(session, [exchange])[0]


def _side(
    organization: Organization, role: PartyRole, position: int, country: str | None = None
) -> ExchangeParticipant:
    return ExchangeParticipant(
        exchange="", position=position, role=role, country=country or organization.country, organization=organization.id
    )


def _speaks_for(actor: Actor, organization: Organization) -> bool:
    return actor.belongs_to(organization.id) or actor.is_window_of(organization.country)


def _modality(request: Request, offer: Offer) -> str | None:
    """The first modality that both name, else the request's first, else the offer's."""
    shared = [one for one in request.modalities if one in offer.modalities]
    return next(iter([*shared, *request.modalities, *offer.modalities]), None)


def _is_public(post: Request | Offer) -> bool:
    """Whether everybody may see a post."""
    return post.state in (PostState.PUBLISHED, PostState.CLOSED) and post.visibility == Visibility.PUBLIC
