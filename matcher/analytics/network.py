"""The exchange network at a level: countries, regions, groups of income, or organizations as nodes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.analytics.edges import UNKNOWN, Edges, Places
from matcher.analytics.tables import Kind
from matcher.analytics.wanted import Level
from models import taxonomy

KINDS = {
    Level.COUNTRY: Kind.COUNTRY,
    Level.REGION: Kind.REGION,
    Level.SUBREGION: Kind.REGION,
    Level.INCOME: Kind.INCOME,
    Level.ORGANIZATION: Kind.ORGANIZATION,
}
"""What the nodes of each level are told as."""


@dataclass(frozen=True)
class Network:
    """Nodes and edges; the edge at a place leads from the node that taught to the one that learned.

    `exchange` is the exchange of each edge as in Edges; edges of which an end is not told are left out and counted in
    `untold`.
    """

    level: Level
    nodes: Sequence[str]
    source: Places
    target: Places
    exchange: Places
    untold: int

    @property
    def kind(self) -> Kind:
        """What the nodes are told as."""
        return KINDS[self.level]


def network_of(edges: Edges, level: Level) -> Network:
    """The network of some edges at a level. Nodes are those that have an edge, in the order of their codes."""
    names, source, target = ends_of(edges, level)
    told = (source != UNKNOWN) & (target != UNKNOWN)
    used, places = np.unique(np.concatenate([source[told], target[told]]), return_inverse=True)
    ordered = sorted(range(len(used)), key=lambda place: names[int(used[place])])
    rank = np.empty(len(used), dtype=np.int32)
    rank[ordered] = np.arange(len(used), dtype=np.int32)
    half = int(told.sum())
    nodes = tuple(names[int(used[place])] for place in ordered)
    ends = rank[places]
    return Network(level, nodes, ends[:half], ends[half:], edges.exchange[told], int((~told).sum()))


def ends_of(edges: Edges, level: Level) -> tuple[Sequence[str], Places, Places]:
    """The names of the nodes at a level, and the places of those who taught and learned in each edge."""
    if level == Level.ORGANIZATION:
        return edges.organizations, edges.teacher_organization, edges.learner_organization
    if level == Level.COUNTRY:
        return edges.countries, edges.teacher, edges.learner
    groups = [_group(code, level) for code in edges.countries]
    names = sorted({one for one in groups if one})
    place = np.array([*(names.index(one) if one else UNKNOWN for one in groups), UNKNOWN], dtype=np.int32)
    return names, place[edges.teacher], place[edges.learner]


def _group(code: str, level: Level) -> str:
    """The region, subregion or group of income of a country; empty where it is not known."""
    fact = taxonomy.countries().get(code)
    return str(getattr(fact, level.value)) if fact else ""
