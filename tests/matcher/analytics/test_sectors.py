"""Sectors over time."""

from sqlmodel import Session

from tests.matcher.analytics.answering import answer, drawn, notes, rows
from tests.matcher.analytics.exchanged import exchanged


def test_an_exchange_of_two_sectors_counts_in_each_and_only_once_there(session: Session) -> None:
    exchanged(session, "e1", "R:MEX P:BRA 2:CHL", sectors=["health", "education"], start_year=2010)
    exchanged(session, "e2", "R:MEX P:BRA", sectors=["health"], start_year=2011)

    assert rows(session, "sectors") == [("health", "2010", 1), ("health", "2011", 1), ("education", "2010", 1)]
    assert answer(session, "sectors").counted == 2


def test_many_years_are_taken_five_together_and_unknown_ones_come_last(session: Session) -> None:
    for number, year in enumerate((2001, 2004, 2013, None)):
        exchanged(session, f"e{number}", "R:MEX P:BRA", sectors=["health"], start_year=year)

    assert rows(session, "sectors") == [
        ("health", "2000–2004", 2),
        ("health", "2010–2014", 1),
        ("health", "year not told", 1),
    ]
    assert notes(session, "sectors") == ["When 1 exchanges began is not told; they stand in a period of their own."]


def test_twelve_years_are_still_told_one_by_one(session: Session) -> None:
    for year in (2001, 2012):
        exchanged(session, f"e{year}", "R:MEX P:BRA", sectors=["health"], start_year=year)

    assert [row[1] for row in rows(session, "sectors")] == ["2001", "2012"]


def test_exchanges_without_a_sector_are_said_to_be_left_out(session: Session) -> None:
    exchanged(session, "e1", "R:MEX P:BRA", start_year=2010)

    assert rows(session, "sectors") == []
    assert notes(session, "sectors") == ["1 exchanges have no sector; they are left out."]


def test_the_cells_bear_names_in_the_readers_language_and_numbers(session: Session) -> None:
    for number in range(3):
        exchanged(session, f"e{number}", "R:MEX P:BRA", sectors=["health"], start_year=2010)

    svg = drawn(session, "sectors", "es")["cells"]

    assert ">Salud</text>" in svg
    assert ">2010</text>" in svg
    assert ">3</text>" in svg
