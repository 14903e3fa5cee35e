import networkx as nx
import numpy as np
import pytest
from sqlmodel import Session

from matcher.analytics.network import Network
from matcher.analytics.network_views.centralities import bridges, sought
from matcher.analytics.network_views.graph import directed, undirected
from matcher.analytics.wanted import Level
from tests.matcher.analytics.asking import answered, drawn_network, rows
from tests.matcher.analytics.exchanged import exchanged


def twin(network: Network) -> "nx.DiGraph[int]":
    """The same network in networkx."""
    found: nx.DiGraph[int] = nx.DiGraph()
    found.add_nodes_from(range(len(network.nodes)))
    for source, target in zip(network.source.tolist(), network.target.tolist(), strict=True):
        if source != target:
            before = found.get_edge_data(source, target, {"weight": 0})["weight"]
            found.add_edge(source, target, weight=before + 1)
    return found


def test_who_stands_between_two_others_bridges_them(session: Session) -> None:
    exchanged(session, "e1", "P:BRA R:MEX")
    exchanged(session, "e2", "P:BRA R:MEX")
    exchanged(session, "e3", "P:MEX R:COL")
    table = answered(session, "centralities")
    found = rows(table)
    assert table.rows[0][0] == "MEX"
    assert {key: one["bridge"] for key, one in found.items()} == {"BRA": 0, "MEX": 1, "COL": 0}
    counts = {key: (one["taught"], one["learned"], one["partners"]) for key, one in found.items()}
    assert counts == {"BRA": (2, 0, 1), "MEX": (1, 2, 2), "COL": (0, 1, 1)}


def test_an_exchange_with_several_partners_counts_once(session: Session) -> None:
    exchanged(session, "e1", "P:BRA 2:ARG R:MEX R:COL")
    found = rows(answered(session, "centralities"))
    assert (found["BRA"]["taught"], found["BRA"]["partners"]) == (1, 2)
    assert (found["COL"]["learned"], found["COL"]["partners"]) == (1, 2)


def test_knowledge_of_those_who_teach_teachers_is_sought_most(session: Session) -> None:
    exchanged(session, "e1", "P:BRA R:MEX")
    exchanged(session, "e2", "P:MEX R:COL")
    found = rows(answered(session, "centralities"))
    assert found["BRA"]["sought"] > found["MEX"]["sought"] > found["COL"]["sought"]  # type: ignore[operator]
    assert sum(one["sought"] for one in found.values()) == pytest.approx(1)  # type: ignore[misc]


def test_the_share_across_regions_counts_exchanges(session: Session) -> None:
    exchanged(session, "e1", "P:BRA R:MOZ")
    exchanged(session, "e2", "P:BRA R:MEX")
    exchanged(session, "e3", "P:BRA R:MEX")
    found = rows(answered(session, "centralities"))
    assert {key: one["across"] for key, one in found.items()} == {"BRA": pytest.approx(1 / 3), "MOZ": 1, "MEX": 0}


def test_regions_have_no_ties_with_themselves(session: Session) -> None:
    exchanged(session, "e1", "P:BRA R:MEX")
    exchanged(session, "e2", "P:BRA R:MOZ")
    found = rows(answered(session, "centralities", Level.REGION))
    assert (found["americas"]["taught"], found["americas"]["partners"]) == (2, 1)


@pytest.mark.parametrize("seed", range(5))
def test_bridges_and_sought_are_those_of_networkx(seed: int) -> None:
    network = drawn_network(30, 70, seed)
    other = twin(network)
    found, sample = bridges(directed(network))
    assert sample == 30
    assert found.tolist() == pytest.approx(list(nx.betweenness_centrality(other.to_undirected()).values()))
    rank = nx.pagerank(other.reverse(), weight="weight", tol=1e-12, max_iter=1000)
    assert sought(directed(network)).tolist() == pytest.approx(list(rank.values()), abs=1e-6)


def test_in_large_networks_bridges_are_estimated_from_the_same_sample_each_time() -> None:
    graph = directed(drawn_network(200, 900))
    exact, _ = bridges(graph)
    found, sample = bridges(graph, work=100 * (undirected(drawn_network(200, 900)).ecount() + 200))
    assert sample == 100
    assert np.corrcoef(exact, found)[0, 1] > 0.9
    assert bridges(graph, work=100_000)[0].tolist() == bridges(graph, work=100_000)[0].tolist()
