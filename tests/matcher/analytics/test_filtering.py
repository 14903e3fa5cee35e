"""Which exchanges an analyst looks at."""

from typing import Any

import pytest
from sqlmodel import Session

from matcher.analytics.edges import read_edges
from matcher.analytics.filtering import filtered
from matcher.analytics.wanted import Arrangement, Wanted
from matcher.errors import BadInputError
from matcher.policy import PUBLIC
from tests.matcher.analytics.exchanged import exchanged


def kept(session: Session, **wanted: Any) -> set[str]:
    """The exchanges that a wish leaves."""
    edges = filtered(read_edges(session, PUBLIC), Wanted(**wanted))
    return {edges.exchanges[one] for one in edges.exchange}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {"andes", "isles", "old", "undated"}),
        ({"sector": "health"}, {"andes"}),
        ({"modality": "training"}, {"old"}),
        ({"since": 2010}, {"andes", "isles"}),
        ({"until": 2010}, {"old", "isles"}),
        ({"since": 2010, "until": 2010}, {"isles"}),
        ({"region": "caribbean"}, {"isles"}),
        ({"region": "africa"}, {"old"}),
        ({"region": "oceania"}, set()),
        ({"arrangement": Arrangement.TRIANGULAR}, {"andes"}),
        ({"region": "americas", "since": 2011}, {"andes"}),
    ],
)
def test_each_wish_leaves_its_exchanges(session: Session, wanted: dict[str, Any], expected: set[str]) -> None:
    exchanged(session, "andes", "R:PER P:COL $:DEU", start_year=2015, sectors=["health"])
    exchanged(session, "isles", "R:CUB P:BRB", start_year=2010, sectors=["energy"])
    exchanged(session, "old", "R:MOZ P:BRA", start_year=1999, modality="training")
    exchanged(session, "undated", "R:PER P:BRA")

    assert kept(session, **wanted) == expected


def test_a_side_that_is_not_told_lies_in_no_region(session: Session) -> None:
    exchanged(session, "exc-1", "R:PER P:-")

    assert kept(session, region="africa") == set()
    assert kept(session, region="south-america") == {"exc-1"}


def test_a_filter_that_a_view_does_not_know_is_refused_by_name() -> None:
    with pytest.raises(BadInputError, match="'flows' has no filter 'focus'"):
        Wanted(focus="BRA", sector="health").demand_known(frozenset({"sector"}), "flows")
