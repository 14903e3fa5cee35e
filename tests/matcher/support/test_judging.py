"""The verdict on a mechanism follows from its rules, and the better ones come first."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.messages import Message
from matcher.matching.mechanisms import Reach
from matcher.support.answers import Answer, Checked, Judged, Rule
from matcher.support.case import Case
from matcher.support.judging import judge, judge_all
from models.mechanism import Call, MechanismKind
from models.organization import OrganizationKind
from tests.builders import mechanism

CASE = Case(("HTI",), ("BRA",), ("health",), ("training",), "cooperation-agency", {"USD": 9000})
WHOLE: dict[str, Any] = {
    "countries": ["HTI", "BRA"],
    "sectors": ["health"],
    "modalities": ["training"],
    "minimum_countries": 2,
    "who_may_ask": "Governments",
    "ceiling_amount": 20000,
    "ceiling_currency": "USD",
    "call": "rolling",
}
"""A mechanism whose document says everything, and which fits."""
some_countries = st.lists(st.sampled_from(["HTI", "BRA", "FRA", "MEX"]), unique=True)
some_sectors = st.lists(st.sampled_from(["health", "gender", "multisector"]), unique=True)
some_modalities = st.lists(st.sampled_from(["training", "network"]), unique=True)
mechanisms = st.builds(
    mechanism,
    organization=st.sampled_from(["paho", "su-ssc", "unep"]),
    kind=st.sampled_from([str(one) for one in MechanismKind]),
    countries=some_countries,
    sectors=some_sectors,
    modalities=some_modalities,
    minimum_countries=st.none() | st.integers(1, 4),
    who_may_ask=st.none() | st.sampled_from(["Governments", "Schools"]),
    ceiling_amount=st.none() | st.integers(1, 20000),
    ceiling_currency=st.sampled_from(["USD", "EUR"]),
    call=st.none() | st.sampled_from([str(one) for one in Call]),
)
cases = st.builds(
    Case,
    learning=some_countries.map(tuple),
    teaching=some_countries.map(tuple),
    sectors=some_sectors.map(tuple),
    modalities=some_modalities.map(tuple),
    asker=st.none() | st.sampled_from([str(one) for one in OrganizationKind]),
    costs=st.dictionaries(st.sampled_from(["USD", "EUR"]), st.integers(1, 30000)),
    begins=st.none() | st.dates(),
    seeking=st.booleans(),
)


@given(case=cases, fund=mechanisms)
def test_the_verdict_is_no_where_a_rule_says_no_and_yes_only_where_all_do(case: Case, fund: Any) -> None:
    found = judge(case, fund, Reach([]))
    answers = [one.answer for one in found.rules]

    assert [one.rule for one in found.rules] == list(Rule)
    assert (found.verdict == Answer.NO) == (Answer.NO in answers)
    assert (found.verdict == Answer.YES) == (set(answers) == {Answer.YES})
    assert all(str(one.reason).endswith(".") for one in found.rules)


@pytest.mark.long
@given(case=cases, several=st.lists(mechanisms, max_size=8))
def test_the_better_verdict_comes_first_and_nothing_is_lost(case: Case, several: list[Any]) -> None:
    found = judge_all(case, several, Reach([]))

    places = [list(Answer).index(one.verdict) for one in found]
    assert places == sorted(places)
    assert len(found) == len(several)


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "yes"),
        ({"call": "yearly"}, "ask"),
        ({"who_may_ask": None}, "ask"),
        ({"ceiling_amount": 8999}, "no"),
        ({"countries": ["HTI"]}, "no"),
        ({"sectors": ["gender"], "call": None}, "no"),
    ],
)
def test_one_rule_turns_the_verdict(changed: dict[str, Any], verdict: str) -> None:
    assert judge(CASE, mechanism(**{**WHOLE, **changed}), Reach([])).verdict == verdict


def test_of_equal_verdicts_sector_and_form_count_before_the_number_of_rules() -> None:
    silent = {"who_may_ask": None, "call": None, "minimum_countries": None}
    narrow = mechanism("mec-narrow", **{**WHOLE, **silent})
    general = mechanism("mec-general", **{**WHOLE, **silent, "sectors": ["multisector"]})
    formless = mechanism("mec-formless", **{**WHOLE, "modalities": []})

    found = judge_all(CASE, [formless, general, narrow], Reach([]))

    assert [one.mechanism.id for one in found] == ["mec-narrow", "mec-general", "mec-formless"]


@pytest.mark.parametrize(
    ("kind", "ceiling", "means"),
    [
        ("fund", None, "fund"),
        ("programme", 5, "fund"),
        ("programme", None, "facilitate"),
        ("network", None, "facilitate"),
    ],
)
def test_funds_and_whatever_names_a_sum_can_fund(kind: str, ceiling: int | None, means: str) -> None:
    rules = (Checked(Rule.CALL, Answer.YES, Message("Yes.")),)

    assert Judged(mechanism(kind=kind, ceiling_amount=ceiling), rules).means == means
