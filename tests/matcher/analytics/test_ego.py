"""One country or institution and its partners."""

import pytest
from sqlmodel import Session

from matcher.analytics.wanted import Level
from matcher.errors import BadInputError
from tests import builders
from tests.matched import put
from tests.matcher.analytics.answering import ANALYST, answer, drawn, notes, rows
from tests.matcher.analytics.exchanged import exchanged


@pytest.fixture
def some(session: Session) -> Session:
    put(session, *(builders.organization(key, key[-3:].upper()) for key in ("one-bra", "two-mex", "new-chl")))
    exchanged(session, "e1", "R:MEX:two-mex P:BRA:one-bra", sectors=["health", "energy"])
    exchanged(session, "e2", "R:MEX P:BRA:one-bra", sectors=["health"])
    exchanged(session, "e3", "R:BRA P:MEX", sectors=["trade"])
    exchanged(session, "e4", "R:HTI P:BRA R:MEX", sectors=["education"])
    exchanged(session, "e5", "R:HTI:new-chl P:CHL", shown_in_full=False)
    return session


def test_a_country_has_its_partners_with_what_it_learned_and_taught(some: Session) -> None:
    assert rows(some, "ego", focus="BRA") == [
        ("MEX", 1, 3, 4, "health|education|energy", "BRA"),
        ("HTI", 0, 1, 1, "education", "BRA"),
    ]
    assert answer(some, "ego", focus="BRA").counted == 4


@pytest.mark.parametrize("focus", ["bra", "Brazil", "brasil", "Brésil"])
def test_a_country_is_found_by_its_name_too(some: Session, focus: str) -> None:
    assert rows(some, "ego", focus=focus) == rows(some, "ego", focus="BRA")


def test_the_partners_of_an_institution_are_institutions_where_they_are_told(some: Session) -> None:
    assert rows(some, "ego", focus="one-bra") == [
        ("MEX", None, 0, 1, 1, "health", "one-bra"),
        ("MEX", "two-mex", 0, 1, 1, "health|energy", "one-bra"),
    ]


def test_without_a_choice_the_busiest_country_is_shown_and_said_to_be(some: Session) -> None:
    assert {row[-1] for row in rows(some, "ego")} == {"BRA"}
    assert [one[:17] for one in notes(some, "ego")] == ["Nobody is chosen:"]
    assert [one[:17] for one in notes(some, "ego", focus="BRA")] == []


def test_a_hidden_institution_looks_like_one_that_never_took_part(some: Session) -> None:
    assert rows(some, "ego", focus="new-chl") == []
    assert len(rows(some, "ego", ANALYST, focus="new-chl")) == 1


def test_its_sectors_part_what_it_learned_from_what_it_taught(some: Session) -> None:
    assert rows(some, "ego-sectors", focus="BRA") == [
        ("health", 0, 2, 2, "BRA"),
        ("education", 0, 1, 1, "BRA"),
        ("energy", 0, 1, 1, "BRA"),
        ("trade", 1, 0, 1, "BRA"),
    ]


def test_the_drawing_names_the_one_and_his_partners_with_their_counts(some: Session) -> None:
    svg = drawn(some, "ego", "es", focus="BRA")["partners"]

    assert ">Brasil</text>" in svg
    assert ">1 · México</text>" in svg
    assert ">3 · México</text>" in svg
    assert ">1 · Haití</text>" in svg


def test_it_has_no_level(some: Session) -> None:
    with pytest.raises(BadInputError, match="level"):
        answer(some, "ego", level=Level.REGION)
