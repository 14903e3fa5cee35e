"""What each country asks, how far it was led, what it offers, and its exchanges."""

from sqlmodel import Session

from models.taxonomy import countries
from tests.matched import put
from tests.matcher.analytics.demanded import answer, matched, request
from tests.matcher.analytics.exchanged import exchanged


def test_each_country_stands_with_all_that_is_known_of_it(session: Session) -> None:
    matched(session)
    exchanged(session, "past", "R:PER P:BRA", sectors=["energy"], state="completed")

    assert answer(session, "coverage").rows == [
        ("MEX", 2, 1, 1, 0, 0, 1, 0, 0),
        ("PER", 1, 1, 0, 0, 0, 0, 1, 0),
        ("BRA", 1, 0, 1, 1, 1, 3, 0, 1),
    ]


def test_a_joint_request_counts_for_each_of_its_countries(session: Session) -> None:
    matched(session)
    put(session, request("joint", "MEX", ["energy"], ["es"], with_countries=["PER", "CHL"]))

    asks = {row[0]: row[1] for row in answer(session, "coverage").rows}

    assert asks == {"MEX": 3, "PER": 2, "CHL": 1, "BRA": 1}


def test_a_region_shows_its_own_countries(session: Session) -> None:
    matched(session)
    exchanged(session, "past", "R:PER P:ESP", sectors=["health"], state="completed")

    rows = answer(session, "coverage", region="south-america", sector="health").rows

    assert [row[0] for row in rows] == ["BRA", "PER"]
    assert all(countries()[str(row[0])].subregion == "south-america" for row in rows)
