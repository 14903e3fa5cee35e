"""Communities: who exchanges more with each other than with the rest."""

from collections import Counter
from collections.abc import Sequence

import igraph
import numpy as np
from numpy.typing import NDArray

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network import Network
from matcher.analytics.network_views.communities_drawn import DRAWN, linked
from matcher.analytics.network_views.graph import drawings, ends_of, matched, seeded, undirected
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_EXCHANGES

ROUNDS = 2
"""Times that the method goes over the graph; nearly nothing moves after that."""
MOST_DRAWINGS = 20
COLUMNS = (
    Column("community", Kind.TEXT, Message("Community"), Message("Its number; 1 is the largest.")),
    Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("Its exchanges, counted once for each partner.")),
    Column("inside", Kind.SHARE, Message("Inside"), Message("Share of these exchanges that stay in its community.")),
)


def communities(asked: Asked) -> Table:
    """One row for each node, by community, the busiest first."""
    network, graph = asked.network, undirected(asked.network)
    with seeded():
        membership = found(graph)
        chance = [_sharpness(one, found(one)) for one in matched(graph, min(drawings(graph), MOST_DRAWINGS))]
    strength = np.array(graph.strength(weights="weight"), dtype=int)
    inside = _inside(graph, membership) / np.maximum(strength, 1)
    order = np.lexsort((np.arange(len(strength)), -strength, np.array(membership))).tolist()
    rows = [(network.nodes[one], str(membership[one] + 1), int(strength[one]), float(inside[one])) for one in order]
    first = Column("node", network.kind, Message("Who"), Message("Who taught or learned."))
    notes = [*notes_on(asked.edges, network), *_notes(_sharpness(graph, membership), chance)]
    return Table((first, *COLUMNS), rows, asked.edges.counted, notes, {"ties": _ties(network, graph, strength)})


def found(graph: igraph.Graph) -> list[int]:
    """The community of each node by the method of Leiden (Traag, Waltman & van Eck 2019), which looks for the highest
    modularity; 0 is the largest. Within `seeded`."""
    if not graph.ecount():
        return list(range(graph.vcount()))
    raw = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=ROUNDS).membership
    sizes = Counter(raw)
    label = {old: new for new, old in enumerate(sorted(sizes, key=lambda one: (-sizes[one], raw.index(one))))}
    return [label[one] for one in raw]


def _sharpness(graph: igraph.Graph, membership: Sequence[int]) -> float:
    """Modularity (Newman & Girvan 2004)."""
    return float(graph.modularity(membership, weights="weight")) if graph.ecount() else 0.0


def _inside(graph: igraph.Graph, membership: Sequence[int]) -> NDArray[np.float64]:
    """How many exchanges of each node stay in its community."""
    ends = ends_of(graph)
    community = np.array(membership, dtype=int)
    weight = np.array(graph.es["weight"], dtype=float) * (community[ends[:, 0]] == community[ends[:, 1]])
    return np.asarray(np.bincount(ends.ravel(), np.repeat(weight, 2), graph.vcount()), dtype=float)


def _ties(network: Network, graph: igraph.Graph, strength: NDArray[np.int64]) -> Table:
    """The ties among the busiest nodes."""
    busiest = np.lexsort((np.arange(len(strength)), -strength))[:DRAWN]
    some = graph.induced_subgraph(sorted(busiest.tolist()))
    names = [network.nodes[place] for place in sorted(busiest.tolist())]
    columns = [
        Column(name, network.kind, Message("Who"), Message("Who taught or learned.")) for name in ("one", "other")
    ]
    rows = [(names[edge.source], names[edge.target], int(edge["weight"])) for edge in some.es]
    return Table((*columns, COLUMNS[1]), rows, len(rows))


def _notes(sharpness: float, chance: Sequence[float]) -> list[Message]:
    """How sharp the communities are, beside those that chance makes."""
    values = {"found": f"{sharpness:.2f}", "chance": f"{np.mean(chance):.2f}", "drawings": len(chance)}
    told = Message(
        "Modularity is {found}; where the same nodes keep as many ties but chance says with whom, it is {chance} (mean "
        "of {drawings} drawings).",
        **values,
    )
    if sharpness <= max(chance):
        return [
            told,
            Message("Chance alone parts the network as sharply: do not read anything into these communities."),
        ]
    return [told]


COMMUNITIES = View(
    name="communities",
    title=Message("Communities"),
    caption=Message(
        "Who exchanges more with each other than with the rest: each circle is one of those with the most exchanges, "
        "its number and colour say to which community it belongs, lines tie those who exchanged."
    ),
    table=communities,
    same_for=knows_institutions,
    drawings={"network": linked},
    takes=OF_EXCHANGES | {"level"},
)
