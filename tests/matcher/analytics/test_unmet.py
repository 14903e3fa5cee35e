"""Unmet demand: counted by hand, told to whom it concerns."""

from sqlmodel import Session

from matcher.analytics.wanted import Across
from matcher.review.unmet import count_unmet
from models.match import MatchState
from tests.conftest import NOW
from tests.matched import bring
from tests.matcher.analytics.demanded import ANALYST, EVERYWHERE, OF_MEXICO, answer, matched


def test_each_sector_and_region_says_how_many_of_its_open_requests_are_unmet(session: Session) -> None:
    matched(session)

    table = answer(session, "unmet")

    assert table.rows == [
        ("energy", "americas", 2, 1, 0.5),
        ("water-sanitation", "americas", 2, 1, 0.5),
        ("health", "americas", 1, 0, 0.0),
    ]
    assert table.counted == 4
    assert [str(one) for one in table.notes] == ["2 open requests are unmet."]


def test_by_language_a_request_counts_in_each_and_the_official_ones_where_it_names_none(session: Session) -> None:
    matched(session)

    rows = answer(session, "unmet", by=Across.LANGUAGE).rows

    assert ("energy", "pt", 1, 1, 1.0) in rows
    assert ("energy", "es", 2, 1, 0.5) in rows
    assert ("health", "pt", 1, 0, 0.0) in rows


def test_filters_narrow_what_is_counted(session: Session) -> None:
    matched(session)

    assert answer(session, "unmet", modality="study-visit").counted == 1
    assert answer(session, "unmet", region="central-america").counted == 2
    assert answer(session, "unmet", language="pt").counted == 2
    assert answer(session, "unmet", sector="health").counted == 1
    assert answer(session, "unmet", region="asia").rows == []


def test_a_new_suggestion_serves_a_request(session: Session) -> None:
    bring(matched(session)["one"], MatchState.PROPOSED)

    assert ("water-sanitation", "americas", 2, 0, 0.0) in answer(session, "unmet").rows


def test_views_and_the_review_mean_the_same_by_unmet(session: Session) -> None:
    matched(session)

    counted = sum(unmet for _, _, _, unmet, _ in answer(session, "unmet").rows)
    assert (
        counted
        == count_unmet(session, EVERYWHERE, on=NOW.date())
        == len(answer(session, "unmet-requests", EVERYWHERE).rows)
    )


def test_the_list_says_how_long_how_near_and_what_would_help(session: Session) -> None:
    matched(session)

    first, second = answer(session, "unmet-requests", EVERYWHERE).records()

    assert (first["request"], first["title"], first["country"], first["days"]) == ("one", "Agua", "MEX", 40)
    assert (first["score"], first["help"]) == (0.4, "look")
    assert (second["request"], second["score"], second["help"]) == ("three", None, "language")


def test_nobody_is_told_of_a_request_that_is_not_for_him(session: Session) -> None:
    matched(session)

    assert [row[0] for row in answer(session, "unmet-requests", ANALYST).rows] == ["one"]
    assert [row[0] for row in answer(session, "unmet-requests", OF_MEXICO).rows] == ["one"]
    assert [row[0] for row in answer(session, "unmet-requests", EVERYWHERE).rows] == ["one", "three"]
