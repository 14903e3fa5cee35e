"""A call is judged by its own rules, else its mechanism's, and by its days."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from matcher.calls.judging import judge_call
from matcher.matching.mechanisms import Reach
from matcher.support.answers import Answer, Rule
from matcher.support.case import Case
from models.proposal_call import ProposalCallCreate
from tests import builders
from tests.conftest import NOW

TODAY = NOW.date()
DAY = timedelta(days=1)


def said(rule: Rule, case: Case | None = None, **fields: Any) -> Answer:
    """What a rule of a call of a fund for water says; the fund is for Mexico and Brazil and asks for two countries."""
    fund = builders.mechanism(countries=["MEX", "BRA"], minimum_countries=2, call="yearly")
    call = builders.proposal_call(**{"rolling": False, **fields})
    case = case or Case(learning=("MEX",), teaching=("BRA",), sectors=("water-sanitation",))
    return judge_call(case, call, fund, Reach(()), on=TODAY).says(rule)


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        ({"closes_on": TODAY}, Answer.YES),
        ({"closes_on": TODAY - DAY}, Answer.NO),
        ({"opens_on": TODAY + DAY, "closes_on": TODAY + 9 * DAY}, Answer.ASK),
        ({"rolling": True}, Answer.YES),
        ({}, Answer.ASK),
    ],
)
def test_its_days_decide_whether_it_takes_applications(days: dict[str, Any], answer: Answer) -> None:
    assert said(Rule.CALL, **days) == answer


def test_its_own_rules_stand_before_those_of_its_mechanism() -> None:
    three = Case(learning=("MEX", "GTM"), teaching=("BRA",), sectors=("water-sanitation",))

    assert said(Rule.NUMBER) == Answer.YES
    assert said(Rule.NUMBER, minimum_countries=3) == Answer.NO
    assert said(Rule.COUNTRIES, three) == Answer.NO
    assert said(Rule.COUNTRIES, three, countries=["MEX", "GTM", "BRA"]) == Answer.YES
    assert said(Rule.SECTOR) == Answer.YES
    assert said(Rule.SECTOR, sectors=["health"]) == Answer.NO


def test_a_rolling_call_does_not_close_and_none_closes_before_it_opens() -> None:
    plain = {"id": "cal-1", "mechanism": "mec-1", "title": "Fondo"}
    with pytest.raises(ValidationError, match="does not close"):
        ProposalCallCreate(**plain, rolling=True, closes_on=TODAY)
    with pytest.raises(ValidationError, match="lies before"):
        ProposalCallCreate(**plain, opens_on=TODAY, closes_on=TODAY - DAY)
