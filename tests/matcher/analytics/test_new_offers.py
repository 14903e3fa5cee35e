"""Where a new offer would help, and what one would serve."""

from sqlmodel import Session

from matcher.analytics.tables import Cell
from tests.matcher.analytics.demanded import ANALYST, EVERYWHERE, answer, matched, posted


def test_each_row_adds_to_those_above_it(session: Session) -> None:
    matched(session)

    table = answer(session, "gaps")

    assert table.rows == [
        ("energy", "es", 1, 1, 2),
        ("water-sanitation", "es", 1, 1, 2),
        ("energy", "pt", 0, 1, 2),
        ("water-sanitation", "pt", 0, 1, 2),
    ]
    assert table.counted == 2


def test_where_all_are_served_the_page_says_so(session: Session) -> None:
    matched(session)

    table = answer(session, "gaps", modality="study-visit")

    assert (table.rows, [str(one) for one in table.notes]) == ([], ["Every open request has at least one suggestion."])


def test_an_offer_reaches_requests_of_its_sector_in_its_own_or_a_near_language(session: Session) -> None:
    matched(session)

    rows = [(one["request"], one["understood"], one["suggestions"]) for one in _served(session, language="pt")]

    assert rows == [("three", "shared", 0), ("two", "near", 1)]
    assert list(_served(session, language="fr")) == []


def test_a_way_of_working_must_be_wanted_or_stand_in(session: Session) -> None:
    posted(session)

    assert {one["request"] for one in _served(session, language="es", modality="study-visit")} == {"two", "three"}
    assert {one["request"] for one in _served(session, language="es", modality="equipment")} == set()


def test_a_request_that_is_not_for_the_reader_is_counted_and_not_named(session: Session) -> None:
    matched(session)

    table = answer(session, "new-offer", ANALYST, sector="energy", language="es")

    assert [row[0] for row in table.rows] == ["two"]
    assert table.counted == 2
    assert [str(one) for one in table.notes] == [
        "1 of them have no suggestion at present.",
        "1 more are only for their parties, and are not named.",
    ]


def test_without_a_sector_or_a_language_one_is_asked_to_choose(session: Session) -> None:
    posted(session)

    for wanted in ({"sector": "energy"}, {"language": "es"}, {}):
        table = answer(session, "new-offer", **wanted)
        assert (table.rows, len(table.notes)) == ([], 1)


def _served(session: Session, **wanted: str) -> list[dict[str, Cell]]:
    return list(answer(session, "new-offer", EVERYWHERE, sector="energy", **wanted).records())
