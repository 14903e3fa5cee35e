"""Each rule of a mechanism: who is told yes, no or ask, and why."""

from datetime import date
from typing import Any

import pytest

from matcher.matching.mechanisms import Reach
from matcher.support.answers import Checked
from matcher.support.askers import check_asker
from matcher.support.case import Case
from matcher.support.places import check_countries, check_number
from matcher.support.tags import check_modality, check_sector
from matcher.support.terms import check_call, check_ceiling
from models.support import Support
from tests.builders import mechanism

HAITI_BRAZIL = Case(("HTI",), ("BRA",), ("health",), ("training",), "cooperation-agency")


def told(found: Checked, language: str = "en") -> tuple[str, str]:
    return str(found.answer), found.reason.told(language)


def supported(organization: str, *countries: str) -> list[Support]:
    """Rows of the matrix by which an organization supports some countries."""
    plain = {"broad_sector": "health", "organization": organization, "printed_organization": "x", "role": "receiver"}
    return [Support(position=place, place=code, country=code, **plain) for place, code in enumerate(countries)]


@pytest.mark.parametrize(
    ("fields", "case", "answer", "reason"),
    [
        ({"countries": ["HTI", "BRA"]}, HAITI_BRAZIL, "yes", "Among its countries: Haiti, Brazil."),
        ({"countries": ["HTI"]}, HAITI_BRAZIL, "no", "Not among its countries: Brazil."),
        ({"countries": ["HTI"]}, Case(("HTI",), seeking=True), "yes", "Among its countries: Haiti."),
        ({"organization": "paho"}, HAITI_BRAZIL, "yes", "Members of its organization: Haiti, Brazil."),
        (
            {"organization": "paho"},
            Case(("HTI",), ("FRA",)),
            "no",
            "Not among the members of its organization: France.",
        ),
        (
            {"organization": "su-ssc"},  # another organization's members stand in for its own
            Case(("MEX",), ("FRA",)),
            "ask",
            "Its document does not say whether it serves Mexico, France.",
        ),
        (
            {"organization": "unep"},
            HAITI_BRAZIL,
            "yes",
            "Supported by its organization, by the support matrix: Haiti, Brazil.",
        ),
        (
            {"organization": "unep"},
            Case(("HTI",), ("PER",)),
            "ask",
            "Its document does not say whether it serves Peru.",
        ),
        ({"organization": "wbg"}, HAITI_BRAZIL, "ask", "Its document does not say whether it serves Haiti, Brazil."),
        ({}, Case(()), "ask", "No country is named here."),
    ],
)
def test_countries(fields: dict[str, Any], case: Case, answer: str, reason: str) -> None:
    reach = Reach(supported("unep", "HTI", "BRA"))

    assert told(check_countries(case, mechanism(**fields), reach)) == (answer, reason)


@pytest.mark.parametrize(
    ("least", "case", "answer", "reason"),
    [
        (None, HAITI_BRAZIL, "ask", "Its document names no least number of countries."),
        (2, HAITI_BRAZIL, "yes", "It asks for at least 2 countries; here they are 2."),
        (3, HAITI_BRAZIL, "no", "It asks for at least 3 countries; here they are 2."),
        (2, Case(("HTI",), ("HTI",)), "no", "It asks for at least 2 countries; here they are 1."),
        (
            3,
            Case(("HTI", "DOM"), seeking=True),
            "yes",
            "It asks for at least 3 countries; with the provider's they are 3.",
        ),
    ],
)
def test_number_of_countries(least: int | None, case: Case, answer: str, reason: str) -> None:
    assert told(check_number(case, mechanism(minimum_countries=least))) == (answer, reason)


@pytest.mark.parametrize(
    ("sectors", "wanted", "answer", "reason"),
    [
        (["health", "gender"], ("health",), "yes", "Its sectors include Health."),
        (["multisector"], ("health",), "yes", "It is open to every sector."),
        (["multisector", "health"], ("health",), "yes", "Its sectors include Health."),
        (["gender"], ("health", "energy"), "no", "Its sectors are Gender; this is about Health, Energy."),
        (["gender"], (), "ask", "No sector is named here; its sectors are Gender."),
        ([], ("health",), "ask", "Its document names no sector."),
    ],
)
def test_sector(sectors: list[str], wanted: tuple[str, ...], answer: str, reason: str) -> None:
    assert told(check_sector(Case((), sectors=wanted), mechanism(sectors=sectors))) == (answer, reason)


@pytest.mark.parametrize(
    ("modalities", "wanted", "answer", "reason"),
    [
        (["training", "network"], ("training",), "yes", "It supports Training."),
        (["study-visit"], ("training",), "no", "It supports Study visit; wanted here: Training."),
        (["study-visit"], (), "ask", "No form is named here; it supports Study visit."),
        ([], ("training",), "ask", "Its document does not say what forms it supports."),
    ],
)
def test_modality(modalities: list[str], wanted: tuple[str, ...], answer: str, reason: str) -> None:
    assert told(check_modality(Case((), modalities=wanted), mechanism(modalities=modalities))) == (answer, reason)


@pytest.mark.parametrize(
    ("words", "asker", "answer"),
    [
        ("Borrowing member countries of the IADB", "cooperation-agency", "yes"),
        ("Estados parte del MERCOSUR", "ministry", "yes"),
        ("Estados parte del MERCOSUR", "university", "ask"),
        ("Governments, as host or as provider, by an official request to FAO", "cooperation-agency", "yes"),
        ("Ministerios de trabajo de los estados miembros de la OEA", "ministry", "ask"),
        ("Officials nominated by CARICOM member states", "cooperation-agency", "ask"),
        ("Oficinas nacionales de estadística y organismos sectoriales", "statistics-office", "yes"),
        ("Organismos de cooperación de los países adheridos", "ministry", "ask"),
        ("Anyone resident in the participating countries", "ngo", "yes"),
        ("Low-income and, more recently, middle-income countries", "cooperation-agency", "ask"),
        ("Anyone resident in the participating countries", None, "ask"),
    ],
)
def test_who_may_ask_is_decided_only_where_it_cannot_be_misread(words: str, asker: str | None, answer: str) -> None:
    found, reason = told(check_asker(Case((), asker=asker), mechanism(who_may_ask=words)))

    assert found == answer
    assert f"“{words}”" in reason


def test_where_nothing_says_who_may_ask_one_has_to_ask() -> None:
    assert told(check_asker(HAITI_BRAZIL, mechanism())) == ("ask", "Its document does not say who may ask.")


@pytest.mark.parametrize(
    ("costs", "answer", "reason"),
    [
        ({}, "ask", "It pays up to 20,000 USD; what this costs is not known here."),
        ({"USD": 20000}, "yes", "It pays up to 20,000 USD; this costs 20,000 USD."),
        (
            {"USD": 20001},
            "no",
            "It pays up to 20,000 USD of 20,001 USD; 1 USD would have to come from elsewhere.",
        ),
        ({"EUR": 10}, "ask", "It pays up to 20,000 USD; the costs are in other currencies: 10 EUR."),
        ({"EUR": 10, "USD": 5}, "ask", "It pays up to 20,000 USD; the costs are in other currencies: 10 EUR; 5 USD."),
    ],
)
def test_ceiling(costs: dict[str, int], answer: str, reason: str) -> None:
    fund = mechanism(ceiling_amount=20000, ceiling_currency="USD")

    assert told(check_ceiling(Case((), costs=costs), fund)) == (answer, reason)


def test_an_unknown_ceiling_is_asked() -> None:
    assert told(check_ceiling(Case((), costs={"USD": 1}), mechanism())) == ("ask", "Its document names no ceiling.")


@pytest.mark.parametrize(
    ("call", "answer", "reason"),
    [
        ("rolling", "yes", "It takes applications at any time."),
        ("on-request", "yes", "It acts on request: send one."),
        ("yearly", "ask", "It takes applications once a year. Ask when the next call closes."),
        ("biennial", "ask", "It takes applications every two years. Ask when the next call closes."),
        (None, "ask", "Its document does not say when it takes applications."),
    ],
)
def test_call(call: str | None, answer: str, reason: str) -> None:
    assert told(check_call(Case(()), mechanism(call=call))) == (answer, reason)


def test_a_call_is_held_against_the_day_on_which_it_should_begin() -> None:
    found = check_call(Case((), begins=date(2027, 3, 1)), mechanism(call="yearly"))

    assert told(found)[1].endswith("Ask whether the next call closes in time: this should begin by March 1, 2027.")


def test_values_are_told_in_the_language_of_the_reader() -> None:
    outside = check_countries(HAITI_BRAZIL, mechanism(countries=["HTI"]), Reach([]))
    over = check_ceiling(Case((), costs={"USD": 30000}), mechanism(ceiling_amount=20000, ceiling_currency="USD"))

    assert "Brasil" in told(outside, "es")[1]
    assert "20.000 USD" in told(over, "pt")[1]
