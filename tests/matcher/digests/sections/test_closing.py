"""Agencies are reminded of calls that close soon and that one of their open requests could apply to."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.digests.said import AGENCY, PROVIDER, WINDOW, section

TODAY = NOW.date()


def call(engine: Engine, days: int, **rules: object) -> None:
    """A call of a fund for Mexico and Brazil that closes in some days."""
    closes = TODAY + timedelta(days=days)
    with writing(engine) as session:
        put(session, builders.mechanism(organization="segib", countries=["MEX", "BRA"]))
        put(session, builders.proposal_call(title="Fondo", rolling=False, closes_on=closes, **rules))


@pytest.mark.parametrize(("days", "told"), [(15, False), (14, True), (3, True), (0, True), (-1, False)])
def test_a_call_is_told_in_its_last_two_weeks(small: Engine, days: int, *, told: bool) -> None:
    call(small, days)

    found = section(small, AGENCY, "calls")

    assert [(one["call"], one["for"]["id"]) for one in found] == ([("cal-1", "req-agua")] if told else [])


def test_who_has_no_request_that_the_rules_admit_is_not_told(small: Engine) -> None:
    call(small, 9, sectors=["tourism"])

    assert section(small, AGENCY, "calls") == section(small, WINDOW, "calls") == []
    assert section(small, PROVIDER, "calls") == []
