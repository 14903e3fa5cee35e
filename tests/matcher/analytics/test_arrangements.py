"""Arrangements, and who makes exchanges possible."""

import pytest
from sqlmodel import Session

from tests import builders
from tests.matched import put
from tests.matcher.analytics.answering import ANALYST, notes, rows
from tests.matcher.analytics.exchanged import exchanged


@pytest.fixture
def some(session: Session) -> Session:
    put(session, *(builders.organization(key, home) for key, home in (("paho", None), ("jica", "JPN"), ("us", "USA"))))
    exchanged(session, "e1", "R:MEX P:BRA")
    exchanged(session, "e2", "R:MEX P:BRA F:-:paho $:-:paho $:-:jica")
    exchanged(session, "e3", "R:HTI P:BRA F:-:paho")
    exchanged(session, "e4", "R:HTI P:BRA 2:CHL R:KEN")
    exchanged(session, "e5", "R:HTI P:BRA $:-:us", shown_in_full=False)
    exchanged(session, "e6", "R:HTI P:HTI F:-:paho")
    return session


def test_each_arrangement_counts_its_exchanges_countries_and_helpers(some: Session) -> None:
    assert rows(some, "arrangements") == [
        ("triangular", 3, 0.6, 3, 0, 2, 2),
        ("bilateral", 1, 0.2, 2, 0, 0, 0),
        ("regional", 1, 0.2, 4, 1, 0, 0),
    ]


def test_supporters_count_what_they_did_and_each_exchange_once(some: Session) -> None:
    assert rows(some, "supporters") == [
        ("paho", None, 2, 1, 0, 2),
        (None, "CHL", 0, 0, 1, 1),
        ("jica", "JPN", 0, 1, 0, 1),
    ]


def test_a_hidden_supporter_is_counted_and_not_told_not_even_by_its_country(some: Session) -> None:
    assert notes(some, "supporters") == ["In 1 exchanges a supporter is not told; it is left out."]
    assert ("us", "USA", 0, 1, 0, 1) in rows(some, "supporters", ANALYST)


def test_supporters_are_those_of_the_exchanges_that_are_looked_at(some: Session) -> None:
    exchanged(some, "e7", "R:HTI P:BRA F:-:jica", sectors=["health"])

    assert rows(some, "supporters", sector="health") == [("jica", "JPN", 1, 0, 0, 1)]
