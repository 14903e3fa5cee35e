"""A completed exchange becomes the draft of a practice, told from what is known."""

from datetime import datetime

from sqlmodel import Session, select

from matcher.audit import record
from matcher.errors import ConflictError
from matcher.exchanges.dossiers import held_dossier, require_state
from matcher.exchanges.evaluating import evaluations_of
from matcher.exchanges.parts import parts_of
from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import documented
from models.base import new_identifier
from models.cost_share import CostShare
from models.dossier import Dossier
from models.evaluation import Stage
from models.exchange import ExchangeState, PartyRole
from models.match import Match
from models.offer import Offer
from models.organization import Organization
from models.practice import Practice, PracticeState
from models.request import Request


def draw_practice(session: Session, actor: Actor, key: str, *, now: datetime) -> Practice:
    """A draft that tells the problem by the request, the solution by the offer, the results by the evaluations and the
    cost by what each side brought; it belongs to the first provider.

    Raises ConflictError for an exchange that is not completed, or of which a practice was drawn already.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.DRAW_PRACTICE)
    require_state(dossier.exchange, ExchangeState.COMPLETED)
    if session.exec(select(Practice.id).where(Practice.exchange == key)).first() is not None:
        raise ConflictError("a practice has been drawn from this exchange already; edit that one")
    owner = next((one for one in dossier.main_sides if one.role == PartyRole.PROVIDER and one.organization), None)
    if owner is None or owner.organization is None:
        raise ConflictError("a practice belongs to an organization, and this exchange names no providing one")
    problem, solution, goals = _told(session, dossier)
    practice = Practice(
        id=new_identifier("pra"),
        title=dossier.exchange.title or dossier.id,
        problem=problem,
        solution=solution,
        results=_results(session, dossier),
        cost=_cost(session, dossier),
        language=dossier.exchange.language or "en",
        organization=owner.organization,
        country=owner.country or session.get_one(Organization, owner.organization).country,
        sectors=dossier.exchange.sectors,
        sdgs=goals,
        state=PracticeState.DRAFT,
        exchange=key,
    )
    session.add(practice)
    session.flush()
    change = {"state": [None, practice.state], "exchange": [None, key]}
    thing = ("practice", practice.id)
    record(session, "practice.drawn", thing, now=now, actor=actor.name_in_trail, change=change)
    return practice


def drawn_from(session: Session, actor: Actor, exchange: str) -> tuple[str, str] | None:
    """The practice that was drawn from an exchange, by identifier and title, where the actor may see it."""
    row = session.exec(select(Practice).where(Practice.exchange == exchange)).first()
    if row is None or not may(actor, PracticeAction.SEE, documented(session, row)):
        return None
    return row.id, row.title


def _told(session: Session, dossier: Dossier) -> tuple[str, str, list[int]]:
    """The problem, the solution and the goals: of the two posts where there is a match, else of the exchange."""
    exchange = dossier.exchange
    match = session.get(Match, exchange.match) if exchange.match is not None else None
    if match is None:
        return exchange.text, exchange.text, []
    request, offer = session.get_one(Request, match.request), session.get_one(Offer, match.offer)
    return request.text, offer.text, sorted({*request.sdgs, *offer.sdgs})


def _cost(session: Session, dossier: Dossier) -> str | None:
    """What the sides brought, one contribution in a line."""
    shares = parts_of(session, CostShare, dossier.id)
    return "\n".join(f"{one.what}: {one.amount:,} {one.currency}" if one.amount else one.what for one in shares) or None


def _results(session: Session, dossier: Dossier) -> str | None:
    """What the sides wrote at the end, the receiving side first."""
    final = {one.organization: one.text for one in evaluations_of(session, dossier.id) if one.stage == Stage.FINAL}
    said = [final.get(one.organization or "") for one in dossier.deciding_sides]
    return "\n\n".join(dict.fromkeys(one for one in said if one)) or None
