"""Who taught whom, as a matrix, in bands and on a map."""

import re

import pytest
from sqlmodel import Session

from matcher.analytics.wanted import Level
from tests.matcher.analytics.answering import drawn, rows
from tests.matcher.analytics.exchanged import exchanged


@pytest.fixture
def some(session: Session) -> Session:
    exchanged(session, "e1", "R:MEX P:BRA")
    exchanged(session, "e2", "R:MEX P:BRA 2:CHL")
    exchanged(session, "e3", "R:BRA P:MEX")
    exchanged(session, "e4", "R:KEN P:BRA R:MEX")
    return session


def test_each_pair_counts_its_exchanges_the_most_frequent_first(some: Session) -> None:
    assert rows(some, "flows") == [
        ("BRA", "MEX", 3),
        ("BRA", "KEN", 1),
        ("CHL", "MEX", 1),
        ("MEX", "BRA", 1),
    ]


def test_an_exchange_counts_once_between_two_regions_however_many_countries_met(some: Session) -> None:
    assert rows(some, "flows", level=Level.REGION) == [("americas", "americas", 4), ("americas", "africa", 1)]


def test_the_map_shows_countries_only(some: Session) -> None:
    assert set(drawn(some, "flows")) == {"matrix", "bands", "map"}
    assert set(drawn(some, "flows", level=Level.REGION)) == {"matrix", "bands"}


def test_the_bands_lead_from_providers_to_recipients_and_take_the_small_ones_together(some: Session) -> None:
    for number, code in enumerate(("ARG", "CUB", "DOM", "ECU", "GTM", "HND", "PAN", "PER", "PRY", "URY")):
        exchanged(some, f"few-{number}", f"R:{code} P:COL")

    svg = drawn(some, "flows", "en")["bands"]
    words = set(re.findall(r">([^<>]+)</text>", svg))

    assert "Brazil → Mexico: 3" in svg
    assert {"4 · Brazil", "10 · Colombia", "4 · Mexico", "3 · All others"} <= words
    assert {"Provider", "Recipient"} <= words


def test_the_map_says_who_taught_whom_and_names_the_countries(some: Session) -> None:
    svg = drawn(some, "flows", "es")["map"]

    assert "Brasil → México: 3" in svg
    assert "México → Brasil: 1" in svg
    assert {"Brasil", "México", "Chile", "Kenia"} <= set(re.findall(r">([^<>]+)</text>", svg))
