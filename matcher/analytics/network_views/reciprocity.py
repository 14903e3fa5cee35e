"""Reciprocity: who taught each other both ways, beside what chance would give."""

from collections.abc import Sequence

import igraph
import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network_views.graph import directed, drawings, ends_of, rewired, seeded
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.two_way_drawn import balance
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_EXCHANGES

COLUMNS = (
    Column("partners", Kind.COUNT, Message("Partners"), Message("With how many different others it exchanged.")),
    Column("taught", Kind.COUNT, Message("Partners taught"), Message("How many of them it taught.")),
    Column("taught_by", Kind.COUNT, Message("Partners learned from"), Message("From how many of them it learned.")),
    Column("both_ways", Kind.COUNT, Message("Both ways"), Message("How many of them it taught and learned from.")),
    Column("share", Kind.SHARE, Message("Share both ways"), Message("The same as a share of its partners.")),
)
PAIR = (
    Column("one_taught", Kind.COUNT, Message("The first taught"), Message("Exchanges in which the first taught.")),
    Column("other_taught", Kind.COUNT, Message("The second taught"), Message("Exchanges in which the second taught.")),
    Column(
        "balance",
        Kind.SHARE,
        Message("Balance"),
        Message("The smaller of the two numbers as a share of the larger: 100 % where both taught as often."),
    ),
)


def reciprocity(asked: Asked) -> Table:
    """One row for each node, those with the most partners both ways first."""
    network, graph = asked.network, directed(asked.network)
    returned = np.array(graph.is_mutual(loops=False), dtype=bool)
    ends = ends_of(graph)
    both = np.bincount(ends[returned, 0], minlength=graph.vcount())
    taught, learned = np.array(graph.outdegree(), dtype=int), np.array(graph.indegree(), dtype=int)
    partners = taught + learned - both
    order = np.lexsort((np.arange(graph.vcount()), -partners, -both)).tolist()
    columns = [one.tolist() for one in (partners, taught, learned, both, both / np.maximum(partners, 1))]
    rows = [(network.nodes[place], *(column[place] for column in columns)) for place in order]
    first = Column("node", network.kind, Message("Who"), Message("Who taught or learned."))
    notes = [*notes_on(asked.edges, network), *_beside_chance(graph)]
    return Table((first, *COLUMNS), rows, asked.edges.counted, notes)


def both_ways(asked: Asked) -> Table:
    """One row for each pair of which both taught the other, those with the most exchanges first."""
    network, graph = asked.network, directed(asked.network)
    count = {edge: int(weight) for edge, weight in zip(graph.get_edgelist(), graph.es["weight"], strict=True)}
    pairs = [(*edge, count[edge], count[edge[::-1]]) for edge in count if edge[0] < edge[1] and edge[::-1] in count]
    pairs.sort(key=lambda one: (-one[2] - one[3], one[:2]))
    rows = [
        (network.nodes[one], network.nodes[other], there, back, min(there, back) / max(there, back))
        for one, other, there, back in pairs
    ]
    columns = (
        Column("one", network.kind, Message("The first"), Message("One of the pair.")),
        Column("other", network.kind, Message("The second"), Message("The other one.")),
    )
    notes = [*notes_on(asked.edges, network), *_beside_chance(graph)]
    return Table((*columns, *PAIR), rows, asked.edges.counted, notes)


def returned(graph: igraph.Graph) -> float:
    """The share of ties from teacher to learner of which there is one back (Newman, Forrest & Balthrop 2002)."""
    return float(graph.reciprocity(ignore_loops=True)) if graph.ecount() else 0.0


def _beside_chance(graph: igraph.Graph) -> Sequence[Message]:
    """The reciprocity of the whole, and that of the same nodes with as many ties out and in, drawn at random."""
    if not graph.ecount():
        return []
    with seeded():
        chance = [returned(one) for one in rewired(graph, drawings(graph))]
    found = returned(graph)
    told = Message(
        "{found} % of the ties are returned; where the same nodes teach and learn from as many but chance says whom, "
        "{chance} % are ({low}–{high} % in {drawings} drawings).",
        found=f"{100 * found:.0f}",
        chance=f"{100 * float(np.mean(chance)):.0f}",
        low=f"{100 * min(chance):.0f}",
        high=f"{100 * max(chance):.0f}",
        drawings=len(chance),
    )
    if min(chance) <= found <= max(chance):
        return [told, Message("Chance alone would explain it.")]
    return [told]


RECIPROCITY = View(
    name="reciprocity",
    title=Message("Reciprocity"),
    caption=Message("Who both teaches and learns: with how many of its partners knowledge went both ways."),
    table=reciprocity,
    same_for=knows_institutions,
    takes=OF_EXCHANGES | {"level"},
)
TWO_WAY = View(
    name="two-way",
    title=Message("Pairs both ways"),
    caption=Message(
        "The pairs of which each taught the other, and how often: the dots lie close where both taught as much."
    ),
    table=both_ways,
    same_for=knows_institutions,
    drawings={"balance": balance},
    takes=OF_EXCHANGES | {"level"},
)
