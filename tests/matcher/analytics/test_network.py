"""The exchange network by countries, regions, groups of income, and institutions."""

import pytest
from sqlmodel import Session

from matcher.analytics.edges import read_edges
from matcher.analytics.network import Network, network_of
from matcher.analytics.wanted import Level
from matcher.policy import PUBLIC
from tests import builders
from tests.matched import put
from tests.matcher.analytics.exchanged import exchanged


@pytest.fixture
def filled(session: Session) -> Session:
    put(session, builders.organization("abc-bra"), builders.organization("amexcid-mex", "MEX"))
    exchanged(session, "exc-1", "R:MEX:amexcid-mex P:BRA:abc-bra")
    exchanged(session, "exc-2", "R:MOZ P:BRA:abc-bra")
    return session


def seen(session: Session, level: Level) -> Network:
    return network_of(read_edges(session, PUBLIC), level)


def ties(network: Network) -> list[tuple[str, str]]:
    return [
        (network.nodes[one], network.nodes[other]) for one, other in zip(network.source, network.target, strict=True)
    ]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.COUNTRY, [("BRA", "MEX"), ("BRA", "MOZ")]),
        (Level.REGION, [("americas", "americas"), ("americas", "africa")]),
        (Level.SUBREGION, [("south-america", "central-america"), ("south-america", "eastern-africa")]),
        (Level.INCOME, [("upper-middle", "upper-middle"), ("upper-middle", "low")]),
    ],
)
def test_who_taught_whom_at_each_level(filled: Session, level: Level, expected: list[tuple[str, str]]) -> None:
    assert ties(seen(filled, level)) == expected


def test_edges_without_both_institutions_are_counted_and_left_out(filled: Session) -> None:
    network = seen(filled, Level.ORGANIZATION)

    assert ties(network) == [("abc-bra", "amexcid-mex")]
    assert network.untold == 1


def test_nodes_are_those_with_an_edge_in_the_order_of_their_codes(filled: Session) -> None:
    assert seen(filled, Level.COUNTRY).nodes == ("BRA", "MEX", "MOZ")


def test_the_network_of_nothing_has_no_nodes(session: Session) -> None:
    network = seen(session, Level.COUNTRY)

    assert (network.nodes, len(network.source), network.untold) == ((), 0, 0)
