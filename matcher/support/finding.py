"""The support finder: for a request, a match or an exchange, every mechanism judged, and the third partners."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from sqlmodel import Session, col, select

from matcher.catalogue import posts_by_id
from matcher.exchanges.dossiers import dossier_for
from matcher.matching.explaining import partners_of
from matcher.matching.mechanisms import Reach
from matcher.matching.partners import Partner, third_partners
from matcher.matching.ties import Cooperation
from matcher.policy import Actor
from matcher.posting.visibility import find_case
from matcher.support.answers import Judged
from matcher.support.case import Case
from matcher.support.cases import case_of_exchange, case_of_pair, case_of_request, seen_pair
from matcher.support.judging import judge_all
from models.dossier import Dossier
from models.match import LIVE, Match
from models.mechanism import all_mechanisms
from models.offer import Offer
from models.organization import names_of
from models.request import Request
from models.support import support_matrix


@dataclass(frozen=True)
class Found:
    """What can support a case, the best first. `organizations` are the names of those of the mechanisms; `with_offer`
    is the suggestion for which the third partners of a request are meant."""

    case: Case
    judged: list[Judged]
    organizations: Mapping[str, str]
    partners: tuple[Partner, ...]
    with_offer: str | None = None


Costs = Mapping[str, int] | None
"""What somebody says that it will cost, in whole units by currency; None leaves what is on record."""


def support_of_request(session: Session, actor: Actor, key: str, costs: Costs = None) -> Found:
    """For a request, with the third partners of its best suggestion that the actor may see. Raises NotFoundError."""
    request = cast("Request", find_case(session, actor, Request, key).post)
    best = _best(session, actor, key)
    partners = partners_of(session, request, best) if best else ()
    found = _found(session, case_of_request(session, request), partners, costs)
    return replace(found, with_offer=best.id if best else None)


def support_of_pair(session: Session, actor: Actor, request_id: str, offer_id: str, costs: Costs = None) -> Found:
    """For a request with an offer, whether they are matched or not. Raises NotFoundError."""
    request, offer = seen_pair(session, actor, request_id, offer_id)
    partners = partners_of(session, request, offer)
    return _found(session, case_of_pair(session, request, offer), partners, costs)


def support_of_exchange(session: Session, actor: Actor, key: str, costs: Costs = None) -> Found:
    """For an exchange, at what its parties have priced where nothing else is said. Raises NotFoundError."""
    dossier = dossier_for(session, actor, key)
    case = case_of_exchange(session, actor, dossier)
    return _found(session, case, _partners_of_exchange(session, case, dossier), costs)


def _found(session: Session, known: Case, partners: tuple[Partner, ...], costs: Costs) -> Found:
    case = known if costs is None else replace(known, costs=costs)
    judged = judge_all(case, all_mechanisms(session), Reach(support_matrix(session)))
    names = names_of(session, {one.mechanism.organization for one in judged})
    return Found(case, judged, names, partners)


def _best(session: Session, actor: Actor, request: str) -> Offer | None:
    """The offer of the first live match of a request that the actor may see."""
    live = select(Match.offer).where(Match.request == request, col(Match.state).in_(LIVE)).order_by(col(Match.rank))
    ranked = session.exec(live).all()
    seen = posts_by_id(session, Offer, ranked, actor=actor)
    return next((seen[one] for one in ranked if one in seen), None)


def _partners_of_exchange(session: Session, case: Case, dossier: Dossier) -> tuple[Partner, ...]:
    """Who could join as a third: none of those who take part."""
    if not case.learning or not case.teaching:
        return ()
    cooperation = Cooperation(
        requester=case.learning[0],
        provider=case.teaching[0],
        sectors=case.sectors,
        modalities=case.modalities,
        organizations=tuple(dossier.organizations),
    )
    return tuple(one for one in third_partners(session, cooperation) if one.who not in case.countries)
