"""Makes cases of requests, matches and exchanges, of no more than their reader may see."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import cast

from sqlmodel import Session

from matcher.exchanges.parts import parts_of
from matcher.exchanges.public import public_form
from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction
from matcher.posting.visibility import find_case
from matcher.review.pairs import match_of_pair
from matcher.review.rows import sees_post
from matcher.support.case import Case
from models.cost_share import CostShare
from models.dossier import Dossier
from models.exchange import TEACHING, PartyRole
from models.exchange_schemas import PartyPublic
from models.offer import Offer
from models.organization import Organization
from models.request import Request


def seen_pair(session: Session, actor: Actor, request_id: str, offer_id: str) -> tuple[Request, Offer]:
    """A request and an offer of which the actor may read both, as their match or their own visibility lets him.

    Raises NotFoundError where he may not.
    """
    found = match_of_pair(session, actor, request_id, offer_id)
    if found and sees_post(actor, found, found.request) and sees_post(actor, found, found.offer):
        return found.request, found.offer
    asked, offered = find_case(session, actor, Request, request_id), find_case(session, actor, Offer, offer_id)
    return cast("Request", asked.post), cast("Offer", offered.post)


def case_of_request(session: Session, request: Request) -> Case:
    """A request whose provider is still looked for."""
    return case_of_asker(request, _kind(session, request.organization))


def case_of_asker(request: Request, asker: str | None) -> Case:
    """The same where the kind of the organization that asks is known."""
    return Case(
        learning=_known([request.country, *request.with_countries]),
        sectors=tuple(request.sectors),
        modalities=tuple(request.modalities),
        asker=asker,
        begins=request.starts_by or request.needed_by,
        seeking=True,
    )


def case_of_pair(session: Session, request: Request, offer: Offer) -> Case:
    """A request with an offer, whose tags count where the request has none."""
    asked = case_of_request(session, request)
    return replace(
        asked,
        teaching=_known([offer.country]),
        sectors=asked.sectors or tuple(offer.sectors),
        modalities=asked.modalities or tuple(offer.modalities),
        seeking=False,
    )


def case_of_exchange(session: Session, actor: Actor, dossier: Dossier) -> Case:
    """An exchange; what it costs for those who may read its plan, who asks for those who may see the organizations."""
    exchange = dossier.exchange
    inside = may(actor, ExchangeAction.OPEN, dossier)
    analyses = may(actor, ExchangeAction.ANALYSE, dossier)
    sides = [one for one in dossier.sides if one.accepted]
    told = [PartyPublic.model_validate(one, from_attributes=True) for one in sides]
    parties = told if analyses else public_form(exchange, sides).parties
    first = next((one.organization for one in parties if one.role == PartyRole.REQUESTER), None)
    return Case(
        learning=_countries(parties, {PartyRole.REQUESTER}),
        teaching=_countries(parties, TEACHING),
        sectors=tuple(exchange.sectors),
        modalities=_known([exchange.modality]),
        asker=_kind(session, first),
        costs=_costs(session, dossier.id) if inside else {},
        begins=exchange.starts_on if analyses else None,
    )


def _countries(parties: Collection[PartyPublic], roles: Collection[str]) -> tuple[str, ...]:
    return _known([one.country for one in parties if one.role in roles])


def _known(values: Collection[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in values if one))


def _kind(session: Session, organization: str | None) -> str | None:
    row = session.get(Organization, organization) if organization else None
    return row.kind if row else None


def _costs(session: Session, exchange: str) -> dict[str, int]:
    """What the parties put a price on, by currency."""
    costs: Counter[str] = Counter()
    for share in parts_of(session, CostShare, exchange):
        if share.amount and share.currency:
            costs[share.currency] += share.amount
    return dict(costs)
