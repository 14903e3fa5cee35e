"""Questions to views in one line each."""

import numpy as np
from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.groups import Group, looked_at
from matcher.analytics.network import Network
from matcher.analytics.tables import Table
from matcher.analytics.wanted import Level, Wanted
from matcher.policy import PUBLIC, Actor
from models.account import Role
from tests.conftest import NOW

ANALYST = Actor(role=Role.ANALYST)
__all__ = ["ANALYST", "PUBLIC", "answered", "asked", "drawn_network", "rows", "told"]


def asked(session: Session, level: Level | None = None, actor: Actor = ANALYST) -> Asked:
    """A question about the whole network at a level."""
    return Asked(session, actor, Wanted(level=level), NOW.date())


def answered(session: Session, view: str, level: Level | None = None, actor: Actor = ANALYST) -> Table:
    """What a view of the network answers."""
    return looked_at(Group.NETWORK, view, asked(session, level, actor))[1]


def rows(table: Table, key: str = "node") -> dict[object, dict[str, object]]:
    """The rows by one of their columns."""
    return {one[key]: dict(one) for one in table.records()}


def told(table: Table) -> str:
    """The notes."""
    return " ".join(map(str, table.notes))


def drawn_network(nodes: int, edges: int, seed: int = 1) -> Network:
    """A network drawn at random, each edge an exchange of its own."""
    draw = np.random.default_rng(seed)
    source, target = draw.integers(0, nodes, (2, edges)).astype(np.int32)
    names = [f"n{place:03}" for place in range(nodes)]
    return Network(Level.ORGANIZATION, names, source, target, np.arange(edges, dtype=np.int32), untold=0)
