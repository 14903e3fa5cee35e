"""A large exchange network: organizations of all countries, few of which do most, who meet mostly in their region."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlmodel import Session

from matcher.analytics.edges import MODALITIES, SECTORS
from models import taxonomy
from models.exchange import Exchange, ExchangeParticipant, PartyRole
from models.organization import Organization

SEED = 20261122
TEACHERS = (0.35, 0.4, 0.15, 0.1)
"""Shares of the exchanges in which one, two, three and four sides teach: two edges each in the mean."""
AT_HOME = 0.6
"""Share of the exchanges whose sides all lie in one region."""
SKEW = 1.5
"""Exponent of the Pareto distribution of how much organizations do."""
Row = dict[str, Any]


def weave(session: Session, exchanges: int, organizations: int) -> None:
    """Adds so many organizations and exchanges among them, from 1980 to 2026, the same for the same numbers."""
    draw = np.random.default_rng(SEED)
    codes = sorted(taxonomy.countries())
    homes = [codes[place] for place in draw.integers(0, len(codes), organizations)]
    bodies = (
        {"id": f"body-{place}", "name": f"Body {place}", "country": home, "kind": "ministry", "version": 1}
        for place, home in enumerate(homes)
    )
    _put(session, Organization, bodies)
    _put(session, Exchange, _exchanges(draw, exchanges))
    _put(session, ExchangeParticipant, _sides(_drawn(draw, exchanges, homes), homes))


def _exchanges(draw: np.random.Generator, count: int) -> Iterator[Row]:
    years = draw.integers(1980, 2027, count).tolist()
    sectors, modalities = draw.integers(0, len(SECTORS), (count, 2)), draw.integers(0, len(MODALITIES), count)
    for number, year in enumerate(years):
        tags = sorted({SECTORS[one] for one in sectors[number]})
        words = {"title": f"Exchange {number}", "text": "Learning", "sectors": tags}
        yield {"id": f"load-{number}", "start_year": year, "modality": MODALITIES[modalities[number]], **words}


def _drawn(draw: np.random.Generator, count: int, homes: list[str]) -> NDArray[np.int64]:
    """Exchanges x five organizations: who learns, then those who may teach."""
    weights = draw.pareto(SKEW, len(homes)) + 1
    found = draw.choice(len(homes), (count, 5), p=weights / weights.sum())
    regions = np.array([taxonomy.countries()[code].region for code in homes])
    inside = draw.random(count) < AT_HOME
    for region in np.unique(regions):
        own = np.nonzero(regions == region)[0]
        rows = inside & (regions[found[:, 0]] == region)
        found[rows, 1:] = draw.choice(own, (int(rows.sum()), 4), p=weights[own] / weights[own].sum())
    return np.asarray(found)


def _sides(drawn: NDArray[np.int64], homes: list[str]) -> Iterator[Row]:
    counts = np.random.default_rng(SEED).choice(len(TEACHERS), len(drawn), p=TEACHERS) + 1
    roles = [PartyRole.REQUESTER, PartyRole.PROVIDER, *[PartyRole.SECOND_PROVIDER] * 3]
    for number, (bodies, count) in enumerate(zip(drawn.tolist(), counts.tolist(), strict=True)):
        for position, body in enumerate(bodies[: count + 1]):
            plain = {"exchange": f"load-{number}", "position": position, "role": roles[position], "accepted": True}
            yield {**plain, "country": homes[body], "organization": f"body-{body}"}


def _put(session: Session, table: type[Any], rows: Iterator[Row]) -> None:
    while some := list(islice(rows, 20_000)):
        session.execute(insert(table), some)
