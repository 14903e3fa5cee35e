"""A small fair: Mexico asks, Brazil and Argentina offer, on a morning in Panama."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.events.arranging import plan_event
from matcher.events.bringing import bring
from matcher.events.delegations import register
from matcher.events.finding import the_delegation
from matcher.matching.shelf import IndexShelf
from matcher.policy import TERMINAL
from models.event import Event
from models.event_delegation import Brought, DelegationCreate
from models.meeting import EventPlan
from tests import builders
from tests.conftest import NOW
from tests.matched import put

DAY = date(2026, 12, 1)
OPENS = datetime(2026, 12, 1, 14, 0, tzinfo=NOW.tzinfo)
"""Nine in the morning in Panama."""
FAIR = "eve-agua"
HOST = "agency.pan@example.org"


def event(key: str = FAIR, **fields: Any) -> Event:
    """An announced fair of one morning with four slots, its organizer Panama's agency."""
    plain = {
        "kind": "fair",
        "title": "Feria del agua",
        "summary": "Reuniones bilaterales",
        "language": "es",
        "country": "PAN",
        "place": "Ciudad de Panamá",
        "starts_on": DAY,
        "ends_on": DAY,
        "time_zone": "America/Panama",
        "organization": "pan-coopera",
        "languages": ["es", "pt"],
        "day_begins": "09:00",
        "day_ends": "10:40",
        "breaks": [],
        "state": "announced",
    }
    return Event(**{"id": key, **plain, **fields})


def fair(session: Session, **fields: Any) -> dict[str, str]:
    """The fair with three delegations and what they bring, in the world of `tests.exchanging`; answers their
    identifiers by organization."""
    put(
        session,
        builders.organization("pan-coopera", "PAN"),
        builders.account(HOST, organization="pan-coopera"),
        builders.offer("off-inta", organization="inta-arg", country="ARG"),
        event(**fields),
    )
    ids = {one: coming(session, one) for one in ("amexcid-mex", "sabesp-bra", "inta-arg")}
    for owner, post in (
        ("amexcid-mex", Brought(request="req-agua")),
        ("sabesp-bra", Brought(offer="off-agua")),
        ("inta-arg", Brought(offer="off-inta")),
    ):
        bring(session, TERMINAL, the_delegation(session, TERMINAL, FAIR, ids[owner]), post, now=NOW)
    return ids


def coming(session: Session, organization: str, **fields: Any) -> str:
    """Registers the delegation of an organization, which speaks Spanish unless it is said otherwise."""
    wanted = DelegationCreate(**{"organization": organization, "languages": ["es"], **fields})
    return register(session, TERMINAL, FAIR, wanted, now=NOW).id


def planned(engine: Engine, *, now: datetime = NOW) -> EventPlan:
    """Plans the fair."""
    return plan_event(engine, TERMINAL, FAIR, index_of=IndexShelf().index, now=now)


def after(minutes: int) -> datetime:
    """So many minutes after the fair has opened."""
    return OPENS + timedelta(minutes=minutes)
