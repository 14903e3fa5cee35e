"""A world of demand and supply whose every figure can be counted by hand, and questions to views of it."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.demand_views import DEMAND
from matcher.analytics.tables import Table
from matcher.analytics.wanted import Wanted
from matcher.policy import Actor
from models.account import Role
from models.decision import Decision
from models.match import Match, MatchState
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import bring, put, suggest

ANALYST = Actor(email="analyst@example.org", role=Role.ANALYST)
EVERYWHERE = Actor(email="focal@example.org", role=Role.FOCAL_POINT)
OF_MEXICO = Actor(email="focal.mex@example.org", role=Role.FOCAL_POINT, covers=frozenset({"MEX"}))
VIEWS = {one.name: one for one in DEMAND}


def posted(session: Session) -> None:
    """Two requests of Mexico, one of Peru for its parties only, one of Brazil, an expired one; three offers.

    Served: `two` (endorsed) and `four` (accepted); unmet: `one` (declined) and `three` (never suggested).
    """
    put(
        session,
        *(builders.organization(key, country) for key, country in (("mex", "MEX"), ("per", "PER"), ("bra", "BRA"))),
        builders.account("mex@example.org", organization="mex"),
        request("one", "MEX", ["water-sanitation"], ["es"], title="Agua", published_at=NOW - timedelta(days=40)),
        request("two", "MEX", ["water-sanitation", "energy"], ["es"], modalities=["study-visit"]),
        request("three", "PER", ["energy"], ["es", "pt"], visibility="parties"),
        request("four", "BRA", ["health"], []),
        request("gone", "BRA", ["health"], ["pt"], expires_on=NOW.date() - timedelta(days=1)),
        offer("water", "BRA", ["water-sanitation"], ["pt"], title="Água"),
        offer("health", "MEX", ["health"], ["es"], organization="mex"),
        offer("french", "BRA", ["energy"], ["fr"]),
        offer("unseen", "BRA", ["energy"], ["fr"], visibility="parties"),
    )


def matched(session: Session) -> dict[str, Match]:
    """The suggestions of that world: by the request."""
    posted(session)
    pairs = {
        "one": ("water", MatchState.DECLINED),
        "two": ("water", MatchState.ENDORSED),
        "four": ("health", "accepted"),
    }
    found = {}
    for asks, (gives, state) in pairs.items():
        found[asks] = suggest(session, asks, gives, at=NOW - timedelta(days=30), score=0.4)
        bring(found[asks], state)
    return found


def said(session: Session, match: Match, verdict: str, *, days: int, **fields: Any) -> None:
    """A decision of a focal point, some days after the proposal."""
    at = match.proposed_at + timedelta(days=days)
    put(session, Decision(**{"match": match.id, "verdict": verdict, "role": "focal-point", "decided_at": at, **fields}))


def asked(session: Session, actor: Actor = ANALYST, **wanted: Any) -> Asked:
    """A question."""
    return Asked(session, actor, Wanted(**wanted), NOW.date())


def answer(session: Session, view: str, actor: Actor = ANALYST, **wanted: Any) -> Table:
    """What a view answers."""
    return VIEWS[view].answer(asked(session, actor, **wanted))


def request(key: str, country: str, sectors: list[str], languages: list[str], **fields: Any) -> Request:
    """A request of the organization that is called after the country."""
    own = {"organization": country.lower(), "country": country, "sectors": sectors, "working_languages": languages}
    return builders.request(key, **{**own, **fields})


def offer(key: str, country: str, sectors: list[str], languages: list[str], **fields: Any) -> Offer:
    """An offer of the organization that is called after the country."""
    own = {"organization": country.lower(), "country": country, "sectors": sectors, "working_languages": languages}
    return builders.offer(key, **{**own, **fields})
