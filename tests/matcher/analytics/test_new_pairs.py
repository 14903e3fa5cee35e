from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from sqlmodel import Session

from matcher.analytics.network_views.foretelling import MOST, Taught, taught
from matcher.analytics.network_views.new_pairs import first_pairs
from matcher.analytics.network_views.new_pairs_quality import verdict
from matcher.analytics.network_views.trials import judged
from matcher.analytics.wanted import Level
from tests.matcher.analytics.asking import answered, asked, drawn_network, rows, told
from tests.matcher.analytics.exchanged import exchanged


def known(nodes: int = 30, edges: int = 60, seed: int = 1) -> Taught:
    """Who taught whom in a network drawn at random."""
    network = drawn_network(nodes, edges, seed)
    return taught(network.source, network.target, nodes)


def test_who_teaches_the_same_could_teach_the_rest_too(session: Session) -> None:
    """Brazil and Cuba both taught Mexico and Colombia; only Cuba taught Haiti."""
    for number, pair in enumerate(("BRA MEX", "BRA COL", "CUB MEX", "CUB COL", "CUB HTI")):
        exchanged(session, f"e{number}", "P:{} R:{}".format(*pair.split()))
    found = {row[:2]: row for row in answered(session, "new-pairs").rows}
    assert found["BRA", "HTI"][-1] == "CUB"


def test_common_partners_are_named_the_one_with_the_fewest_others_first(session: Session) -> None:
    """Brazil and Haiti share Mexico, who has two partners, and Cuba, who has three."""
    for number, pair in enumerate(("BRA MEX", "MEX HTI", "BRA CUB", "CUB HTI", "CUB DOM")):
        exchanged(session, f"e{number}", "P:{} R:{}".format(*pair.split()))
    found = {row[:2]: row for row in answered(session, "new-pairs").rows}
    assert found["BRA", "HTI"][3:6] == (2, "MEX", "CUB")


@pytest.mark.parametrize("seed", range(5))
def test_only_new_pairs_come_and_each_once(seed: int) -> None:
    its = known(seed=seed)
    pairs = its.busiest[first_pairs(its)]
    met = (its.ties + its.ties.T).toarray()
    assert len(pairs) > 0
    assert not any(met[one, other] or one == other for one, other in pairs)
    assert len({frozenset(pair) for pair in pairs.tolist()}) == len(pairs)


def test_common_partners_score_as_networkx_allocates_resources() -> None:
    its = known()
    graph = nx.from_numpy_array((its.ties + its.ties.T).toarray() > 0)
    scores = its.by_common_partners
    places = its.busiest.tolist()
    for one, other, score in nx.resource_allocation_index(graph):
        if one in places and other in places:
            assert scores[places.index(one), places.index(other)] == pytest.approx(score)


def test_peers_score_the_paths_of_three_ties() -> None:
    its = known(12, 25)
    ties = its.ties.toarray()
    taught_by, teaches = np.maximum(ties.sum(axis=0), 1), np.maximum(ties.sum(axis=1), 1)
    for one, teacher in enumerate(its.busiest):
        for other, learner in enumerate(its.busiest):
            paths = sum(
                ties[teacher, through]
                * ties[peer, through]
                * ties[peer, learner]
                / np.sqrt(taught_by[through] * teaches[peer])
                for through in range(12)
                for peer in range(12)
            )
            assert its.by_peers[one, other] == pytest.approx(paths)


def test_in_large_networks_pairs_are_looked_for_among_those_with_most_partners() -> None:
    its = known(400, 4000)
    left_out = np.setdiff1d(np.arange(400), its.busiest)
    assert len(its.busiest) == MOST
    assert its.partners[left_out].max() <= its.partners[its.busiest].min()


def layered(session: Session, years: bool) -> None:
    """Ten countries teach ten others; in each of six years every teacher begins to teach one learner more."""
    teachers = ["ARG", "BOL", "BRA", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM"]
    learners = ["HND", "HTI", "JAM", "MEX", "NIC", "PAN", "PER", "PRY", "SLV", "URY"]
    for year in range(6):
        for place, teacher in enumerate(teachers):
            when = {"start_year": 2010 + year} if years else {}
            exchanged(session, f"e{year}-{place}", f"P:{teacher} R:{learners[(place + year) % 10]}", **when)


def test_where_years_are_told_later_ones_are_foretold_from_those_before(session: Session) -> None:
    layered(session, years=True)
    table = answered(session, "new-pairs-quality")
    assert "Each of the last 5 years" in told(table)
    assert {one["pairs"] for one in table.records()} == {50}
    by_chance = rows(table, "method")["Chance"]
    assert 0.3 < by_chance["area"] < 0.7  # type: ignore[operator]
    assert by_chance["low"] < 0.5 < by_chance["high"]  # type: ignore[operator]


def test_where_they_are_not_a_tenth_of_the_exchanges_is_held_back_at_a_time(session: Session) -> None:
    layered(session, years=False)
    question = asked(session)
    found = judged(question.network, question.edges)
    assert (found.by_year, found.trials, found.pairs) == (False, 10, 60)
    assert "a tenth of the exchanges" in told(answered(session, "new-pairs-quality"))


def test_popularity_wins_where_partners_are_drawn_by_it_alone_and_the_note_does_not_deny_it(session: Session) -> None:
    layered(session, years=True)
    question = asked(session)
    found = judged(question.network, question.edges)
    gain = found.gain("All three").ci95
    said = str(verdict(found))
    assert ("; that is more than popularity" in said) == (gain[0] > 0)
    assert ("; popularity alone foretells more" in said) == (gain[1] < 0)
    assert ("it is not shown" in said) == (gain[0] <= 0 <= gain[1])


def test_nothing_is_claimed_from_a_handful_of_pairs(session: Session) -> None:
    layered(session, years=True)
    question = asked(session)
    few = replace(judged(question.network, question.edges), pairs=9)
    assert "cannot be measured: only 9 new pairs" in str(verdict(few))


def test_what_an_exchange_ties_together_is_held_back_together(session: Session) -> None:
    """One exchange of all: nothing is known without it, so nothing can be foretold."""
    exchanged(session, "e1", "P:BRA 2:ARG 2:CUB R:MEX R:COL R:HTI")
    question = asked(session)
    assert judged(question.network, question.edges).pairs == 0


def test_regions_are_few_but_answered(session: Session) -> None:
    layered(session, years=True)
    exchanged(session, "far", "P:BRA R:MOZ")
    exchanged(session, "farther", "P:IND R:MOZ")
    assert {row[:2] for row in answered(session, "new-pairs", Level.REGION).rows} <= {
        ("asia", "americas"),
        ("americas", "asia"),
    }
