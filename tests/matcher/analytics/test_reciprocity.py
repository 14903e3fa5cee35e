import networkx as nx
import pytest
from sqlmodel import Session

from matcher.analytics.network_views.graph import directed, rewired, seeded
from matcher.analytics.network_views.reciprocity import returned
from tests.matcher.analytics.asking import answered, drawn_network, rows, told
from tests.matcher.analytics.exchanged import exchanged
from tests.matcher.analytics.test_centralities import twin


@pytest.fixture
def partly(session: Session) -> Session:
    """Brazil and Mexico taught each other, Brazil thrice; Colombia only learned, Haiti only taught."""
    for number in range(3):
        exchanged(session, f"e{number}", "P:BRA R:MEX")
    exchanged(session, "back", "P:MEX R:BRA")
    exchanged(session, "one-way", "P:BRA R:COL")
    exchanged(session, "other-way", "P:HTI R:BRA")
    return session


def test_partners_both_ways_are_counted_for_each(partly: Session) -> None:
    found = rows(answered(partly, "reciprocity"))
    brazil = {"node": "BRA", "partners": 3, "taught": 2, "taught_by": 2, "both_ways": 1, "share": pytest.approx(1 / 3)}
    assert found["BRA"] == brazil
    assert {key: one["share"] for key, one in found.items() if key != "BRA"} == {"MEX": 1, "COL": 0, "HTI": 0}


def test_only_pairs_both_ways_are_listed_with_how_often_each_taught(partly: Session) -> None:
    assert answered(partly, "two-way").rows == [("BRA", "MEX", 3, 1, pytest.approx(1 / 3))]


def test_the_notes_set_reciprocity_beside_chance(partly: Session) -> None:
    assert told(answered(partly, "reciprocity")).startswith("Only 6 exchanges")
    assert "50 % of the ties are returned" in told(answered(partly, "two-way"))


@pytest.mark.parametrize("seed", range(3))
def test_reciprocity_is_that_of_networkx(seed: int) -> None:
    network = drawn_network(20, 80, seed)
    assert returned(directed(network)) == pytest.approx(nx.overall_reciprocity(twin(network)))


def test_by_chance_all_keep_as_many_ties_out_and_in() -> None:
    graph = directed(drawn_network(20, 80))
    with seeded():
        drawn = list(rewired(graph, 5))
    assert all(one.outdegree() == graph.outdegree() and one.indegree() == graph.indegree() for one in drawn)
    assert all(sorted(one.get_edgelist()) != sorted(graph.get_edgelist()) for one in drawn)
