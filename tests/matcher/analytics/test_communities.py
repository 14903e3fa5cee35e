from itertools import combinations

import networkx as nx
import pytest
from sqlmodel import Session

from matcher.analytics.groups import Group, view_of
from matcher.analytics.network_views.communities import found
from matcher.analytics.network_views.communities_drawn import DRAWN, LETTER, LINE, Record, named
from matcher.analytics.network_views.graph import matched, seeded, undirected
from matcher.analytics.telling import telling_of
from models import taxonomy
from tests.matcher.analytics.asking import ANALYST, answered, drawn_network, rows, told
from tests.matcher.analytics.exchanged import exchanged

TRIANGLES = (
    "BRA MEX",
    "MEX COL",
    "COL BRA",
    "BRA COL",
    "MEX BRA",
    "CUB HTI",
    "HTI DOM",
    "DOM CUB",
    "DOM JAM",
    "COL CUB",
)


def triangles(session: Session) -> None:
    """Three countries, four others, and one exchange between the two groups."""
    for number, pair in enumerate(TRIANGLES):
        exchanged(session, f"e{number}", "P:{} R:{}".format(*pair.split()))


def test_two_groups_with_one_tie_between_them_are_two_communities(session: Session) -> None:
    triangles(session)
    table = answered(session, "communities")
    of = {row[0]: row[1] for row in table.rows}
    assert of == dict.fromkeys(("CUB", "HTI", "DOM", "JAM"), "1") | dict.fromkeys(("BRA", "MEX", "COL"), "2")
    shares = rows(table)
    assert (shares["COL"]["exchanges"], shares["COL"]["inside"]) == (4, 0.75)
    assert (shares["BRA"]["exchanges"], shares["BRA"]["inside"]) == (4, 1)


@pytest.mark.parametrize("seed", range(3))
def test_modularity_is_that_of_networkx_and_no_lower_than_by_louvain(seed: int) -> None:
    graph = undirected(drawn_network(40, 90, seed))
    with seeded():
        membership = found(graph)
    other: nx.Graph[int] = nx.Graph()
    other.add_nodes_from(range(graph.vcount()))
    other.add_weighted_edges_from([(one.source, one.target, one["weight"]) for one in graph.es])
    groups = [{node for node, label in enumerate(membership) if label == one} for one in set(membership)]
    ours = nx.community.modularity(other, groups)
    assert graph.modularity(membership, weights="weight") == pytest.approx(ours)
    assert ours > nx.community.modularity(other, nx.community.louvain_communities(other, seed=1)) - 0.03


def test_labels_go_by_size() -> None:
    with seeded():
        membership = found(undirected(drawn_network(60, 90)))
    sizes = [membership.count(one) for one in range(max(membership) + 1)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_notes_say_what_chance_gives_and_warn_where_it_gives_as_much(session: Session) -> None:
    exchanged(session, "e1", "P:BRA R:MEX")
    notes = told(answered(session, "communities"))
    assert "Modularity is 0.00; " in notes
    assert "do not read anything into these communities" in notes


@pytest.mark.parametrize("apart", [True, False])
def test_where_all_are_tied_chance_counts_how_often(session: Session, *, apart: bool) -> None:
    """Twelve countries of which each has exchanged with each: six times with its own half, or once with all."""
    everybody = list(taxonomy.countries())[:12]
    for number, (one, other) in enumerate(combinations(everybody, 2)):
        within = (everybody.index(one) < 6) == (everybody.index(other) < 6)
        for time in range(6 if within and apart else 1):
            exchanged(session, f"e{number}-{time}", f"P:{one} R:{other}")
    assert ("do not read anything" in told(answered(session, "communities"))) != apart


def test_by_chance_all_keep_as_many_ties_and_the_ties_their_weights() -> None:
    graph = undirected(drawn_network(20, 80))
    for one in matched(graph, 5):
        assert one.degree() == graph.degree()
        assert sorted(one.es["weight"]) == sorted(graph.es["weight"])
        assert sorted(one.get_edgelist()) != sorted(graph.get_edgelist())


def test_the_drawing_shows_every_node_with_the_number_of_its_community(session: Session) -> None:
    triangles(session)
    table = answered(session, "communities")
    chart = view_of(ANALYST, Group.NETWORK, "communities").drawings["network"](table, telling_of(session, table, "es"))
    layers = chart.to_dict()["layer"]
    circles = layers[1]["data"]["values"]
    assert {one["node"]: one["community"] for one in circles}["Brasil"] == "2"
    assert {one["name"] for one in layers[3]["data"]["values"]} >= {"Cuba", "Colombia"}
    assert len(layers[0]["data"]["values"]) == len({frozenset(pair.split()) for pair in TRIANGLES})


def test_of_a_large_network_those_with_the_most_exchanges_are_drawn_with_the_ties_among_them(session: Session) -> None:
    """A ring of seventy countries with as many exchanges each; their French names come in another order."""
    codes = sorted(taxonomy.countries())[:70]
    for place, code in enumerate(codes):
        exchanged(session, f"e{place}", f"P:{code} R:{codes[place - 1]}")
    table = answered(session, "communities")
    chart = view_of(ANALYST, Group.NETWORK, "communities").drawings["network"](table, telling_of(session, table, "fr"))
    layers = chart.to_dict()["layer"]
    assert len(layers[1]["data"]["values"]) == DRAWN
    assert len(layers[0]["data"]["values"]) == DRAWN - 1


def test_names_never_cover_each_other_nor_leave_the_picture() -> None:
    circles: list[Record] = [
        {"node": f"Name {place}", "x": 300.0, "y": 8.0 * place, "size": 400.0} for place in range(20)
    ]
    alone: Record = {"node": "Alone", "x": 5.0, "y": 300.0, "size": 400.0}
    names = [(float(str(one["x"])), float(str(one["y"])), str(one["name"])) for one in named([*circles, alone])]
    assert 0 < len(names) < 21
    assert names[-1][2] == "Alone"
    for place, (x, y, text) in enumerate(names):
        assert len(text) * LETTER / 2 <= x
        assert y > 0
        for x2, y2, other in names[:place]:
            assert abs(x - x2) > (len(text) + len(other)) * LETTER / 2 or abs(y - y2) > LINE
