"""Who stands where in the exchange network: who is busy, whose knowledge is sought, who bridges."""

import random

import altair as alt
import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import RAMP, WIDTH, data
from matcher.analytics.counting import counts_at
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network import Network, network_of
from matcher.analytics.network_views.graph import SEED, directed, ends_of
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.regions import crossing
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import OF_EXCHANGES

DRAWN = 15
DAMPING, STILL = 0.85, 1e-13
"""The share of its weight that each gives away, and how little moves in all when ranks stand still."""
WORK = 15_000_000
"""Edges that may be walked to find bridges; where more are needed, chains from a sample of nodes are followed.

On the network of `make load` 78 of 10,061 nodes named 13 of the 15 strongest bridges, each a fifth off in the mean."""
COLUMNS = (
    Column("taught", Kind.COUNT, Message("Taught"), Message("Exchanges in which it taught.")),
    Column("learned", Kind.COUNT, Message("Learned"), Message("Exchanges in which it learned.")),
    Column("partners", Kind.COUNT, Message("Partners"), Message("With how many different others it exchanged.")),
    Column(
        "bridge",
        Kind.SHARE,
        Message("Bridge"),
        Message(
            "Of all pairs of others, the share whose shortest chain of exchange partners leads through it: without it "
            "they are further from each other."
        ),
    ),
    Column(
        "across",
        Kind.SHARE,
        Message("Across regions"),
        Message("Share of its exchanges that tie it to a country of another region."),
    ),
    Column(
        "sought",
        Kind.SHARE,
        Message("Sought"),
        Message(
            "How much its knowledge is sought by those whose own knowledge is sought: learners give their weight to "
            "those who taught them, in proportion to the exchanges. All shares add up to 100 %."
        ),
    ),
)


def centralities(asked: Asked) -> Table:
    """One row for each node, the strongest bridges first."""
    network, edges = asked.network, asked.edges
    graph = directed(network)
    bridge, sample = bridges(graph)
    both = _exchanges(network, "source", "target")
    abroad = network_of(edges.only(crossing(edges)), asked.level)
    across = dict(zip(abroad.nodes, _exchanges(abroad, "source", "target").tolist(), strict=True))
    partners = np.array(graph.as_undirected().degree())
    columns = [
        _exchanges(network, "source").tolist(),
        _exchanges(network, "target").tolist(),
        partners.tolist(),
        bridge.tolist(),
        [across.get(node, 0) / count for node, count in zip(network.nodes, both.tolist(), strict=True)],
        sought(graph).tolist(),
    ]
    order = np.lexsort((np.arange(len(network.nodes)), -partners, -bridge)).tolist()
    rows = [(network.nodes[place], *(column[place] for column in columns)) for place in order]
    first = Column("node", network.kind, Message("Who"), Message("Who taught or learned."))
    return Table((first, *COLUMNS), rows, edges.counted, [*notes_on(edges, network), *_sampled(sample, graph)])


def _exchanges(network: Network, *ends: str) -> NDArray[np.int64]:
    """In how many exchanges each node is one of some ends; an exchange counts once for it."""
    keys = np.concatenate([getattr(network, end) for end in ends])
    return counts_at(keys, np.tile(network.exchange, len(ends)), len(network.nodes))


def bridges(graph: igraph.Graph, work: int = WORK) -> tuple[NDArray[np.float64], int]:
    """Betweenness of each node in who exchanged with whom, whichever way knowledge went, as a share of the pairs of
    others (Freeman 1977); and from how many nodes chains were followed. In large networks these are a seeded sample,
    and the shares estimates (Brandes & Pich 2007)."""
    whole = graph.as_undirected()
    size = whole.vcount()
    most = max(1, work // max(whole.ecount() + size, 1))
    pairs = max((size - 1) * (size - 2) / 2, 1)
    if most >= size:
        return np.array(whole.betweenness(directed=False), dtype=float) / pairs, size
    sample = sorted(random.Random(SEED).sample(range(size), most))  # noqa: S311
    found = np.array(whole.betweenness(directed=False, sources=sample), dtype=float)
    return found * (size / most) / pairs, most


def sought(graph: igraph.Graph) -> NDArray[np.float64]:
    """PageRank (Page et al. 1999) over edges turned round, from learner to teacher, by the number of exchanges; who
    learned from nobody gives his weight to all. By steps until none moves it, the same to the last digit each time."""
    size = graph.vcount()
    ends = ends_of(graph)
    weight = np.array(graph.es["weight"], dtype=float)
    given = np.bincount(ends[:, 1], weight, size)
    parts = csr_array((weight / given[ends[:, 1]], (ends[:, 0], ends[:, 1])), shape=(size, size))
    rank, before = np.full(size, 1 / max(size, 1)), np.zeros(size)
    while np.abs(rank - before).sum() > STILL:
        before, lost = rank, rank[given == 0].sum()
        rank = (DAMPING * (parts @ rank + lost / size)) + (1 - DAMPING) / size
    return np.asarray(rank / rank.sum()) if size else rank


def _sampled(sample: int, graph: igraph.Graph) -> list[Message]:
    if sample == graph.vcount():
        return []
    return [
        Message(
            "Bridges are estimated: chains were followed from {count} of {all} nodes, drawn at random and the same "
            "each time.",
            count=sample,
            all=graph.vcount(),
        )
    ]


def strongest(table: Table, telling: Telling) -> Chart:
    """The strongest bridges as bars; the shade says what share of their exchanges crosses regions."""
    bridge = next(one for one in table.columns if one.name == "bridge")
    records = [
        {**one, "told": f"{one['node']}: {telling.cell(bridge, one['bridge'])}"}
        for one in telling.records(table.first(DRAWN))
        if one["bridge"]
    ]
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    names = alt.Y("node:N", title=None, sort=[str(one["node"]) for one in records])
    length = alt.X("bridge:Q", title=titles["bridge"], axis=alt.Axis(format=".0%", tickCount=6))
    shade = alt.Color(
        "across:Q",
        title=titles["across"],
        scale=alt.Scale(domain=[0, 1], range=RAMP),
        legend=alt.Legend(format=".0%", orient="top", gradientLength=200),
    )
    bars = alt.Chart(data(records)).encode(x=length, y=names, description="told:N")
    told = bars.mark_text(align="left", dx=4, fontSize=11).encode(text=alt.Text("bridge:Q", format=".1%"))
    return alt.layer(bars.mark_bar(stroke="#88888888").encode(color=shade), told).properties(
        width=WIDTH, height=24 * max(len(records), 1)
    )


CENTRALITIES = View(
    name="centralities",
    title=Message("Who bridges"),
    caption=Message(
        "Who is busy, whose knowledge is sought, and who bridges: the longer the bar, the more pairs of others it "
        "stands between; the darker, the more of its exchanges cross regions."
    ),
    table=centralities,
    same_for=knows_institutions,
    drawings={"bridges": strongest},
    takes=OF_EXCHANGES | {"level"},
)
