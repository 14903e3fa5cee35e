"""In which years an exchange counts."""

from datetime import date

import pytest
from sqlmodel import Session

from matcher.report.spans import Span, spans, years_on_record
from tests.conftest import NOW
from tests.matcher.report.conftest import TODAY


@pytest.mark.parametrize(
    ("span", "years"),
    [
        (Span(2024, 2026), [2024, 2025, 2026]),
        (Span(2024, None), [2024]),
        (Span(2024, None, running=True), [2024, 2025, 2026]),
        (Span(None, 2025), [2025]),
        (Span(None, None), []),
        (Span(None, None, running=True), []),
    ],
    ids=["both told", "no end told", "still running", "no beginning told", "nothing told", "running, nothing told"],
)
def test_an_exchange_counts_in_the_years_that_it_touches(span: Span, years: list[int]) -> None:
    assert list(span.years(date(2026, 11, 22))) == years


def test_actual_days_count_before_told_years(region: Session) -> None:
    found = spans(region)

    assert found["exc-3"] == Span(2024, 2025)
    assert found["exc-2"] == Span(2025, None, running=True)
    assert not found["exc-4"].told


def test_years_on_record_are_those_of_exchanges_and_posts(region: Session, session: Session) -> None:
    assert years_on_record(region, today=TODAY) == [2026, 2025, 2024]


def test_nothing_on_record_has_no_years(session: Session) -> None:
    assert years_on_record(session, today=NOW.date()) == []
