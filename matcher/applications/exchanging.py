"""What an approved application becomes: the exchange that it is about, that of its match, or a new one with whoever
teaches; the partners that are organizations, and whoever runs the mechanism, are invited."""

from datetime import datetime

from sqlmodel import Session, col, select

from matcher.exchanges.opening import register_exchange
from matcher.exchanges.parties import invite_party
from matcher.policy import Actor
from matcher.support.answers import Judged, Means
from models.application import ApplicationPartner, Candidacy, PartnerAnswer, PartnerRole
from models.dossier import Dossier, dossier_of
from models.exchange import Exchange, ExchangeState, PartyRole
from models.exchange_schemas import ExchangeRegister, PartyInvite
from models.match import Match
from models.request import Request


def exchange_of(session: Session, actor: Actor, thing: Candidacy, *, now: datetime) -> str | None:
    """The exchange of an approved application; None where nobody who teaches is named yet: it is linked later."""
    row = thing.application
    key = row.exchange or _of_match(session, row.request) or _registered(session, actor, thing, now=now)
    if key is not None:
        _invite(session, _lead(actor, thing), thing, key, now=now)
    return key


def _of_match(session: Session, request: str | None) -> str | None:
    joined = select(Exchange.id).join(Match, col(Match.id) == Exchange.match).where(Match.request == (request or ""))
    return session.exec(joined.where(Exchange.state != ExchangeState.CANCELLED).order_by(col(Exchange.id))).first()


def _registered(session: Session, actor: Actor, thing: Candidacy, *, now: datetime) -> str | None:
    row, teaching = thing.application, _organizations(thing, PartnerRole.PROVIDER)
    provider = next((one.organization for one in teaching if one.organization != row.organization), None)
    if provider is None:
        return None
    request = session.get(Request, row.request) if row.request else None
    wanted = ExchangeRegister(
        requester=row.organization,
        provider=provider,
        title=row.title,
        text=row.text,
        language=row.language,
        sectors=request.sectors if request else [],
        modality=next(iter(request.modalities), None) if request else None,
    )
    return register_exchange(session, _lead(actor, thing), wanted, now=now).id


def _lead(actor: Actor, thing: Candidacy) -> Actor:
    """Whoever decides writes in the name of the lead, as the trail says; nothing holds before all have agreed."""
    return Actor(name=actor.name_in_trail, organization=thing.application.organization, trusted=True)


def _organizations(thing: Candidacy, role: PartnerRole) -> list[ApplicationPartner]:
    confirmed = [one for one in thing.partners if one.answer == PartnerAnswer.CONFIRMED and one.organization]
    return [one for one in confirmed if one.role == role]


def _invite(session: Session, lead: Actor, thing: Candidacy, key: str, *, now: datetime) -> None:
    """Asks those to join that are no party yet, as long as the terms of the exchange are open."""
    pays = Judged(thing.mechanism, ()).means == Means.FUND
    wanted = [(one.organization, PartyRole.SECOND_PROVIDER) for one in _organizations(thing, PartnerRole.PROVIDER)]
    wanted += [(one.organization, PartyRole.REQUESTER) for one in _organizations(thing, PartnerRole.REQUESTER)]
    wanted.append((thing.mechanism.organization, PartyRole.FUNDER if pays else PartyRole.FACILITATOR))
    for organization, role in wanted:
        dossier = dossier_of(session, key)
        if dossier is not None and organization is not None and _is_missing(dossier, organization):
            invite = PartyInvite(organization=organization, role=role)
            invite_party(session, lead, key, invite, version=dossier.exchange.version, now=now)


def _is_missing(dossier: Dossier, organization: str) -> bool:
    return dossier.exchange.state == ExchangeState.ACCEPTED and dossier.side_of(organization) is None
