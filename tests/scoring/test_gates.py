"""Who is left out, and the answer to "why not?"."""

from datetime import timedelta
from typing import Any

import pytest

from models.taxonomy import INTERFACE_LANGUAGES
from scoring import explain, rank
from scoring.gates import GATES, gate_meaning
from scoring.sentence import sentence
from tests.scoring.builders import TODAY, VACCINES, index, need, offer, order

YESTERDAY = TODAY - timedelta(days=1)
CLOSED = {
    "same_country": ({"country": "BRA"}, {"country": "BRA"}),
    "expired": ({}, {"expires_on": YESTERDAY}),
    "no_capacity": ({}, {"capacity": 2, "engaged": 2}),
    "parked": ({"parked": frozenset({"kept"})}, {}),
    "excluded": ({"excluded": frozenset({"acme"})}, {"organization": "acme"}),
}


def test_every_gate_of_the_code_is_tested_here() -> None:
    assert set(GATES) == set(CLOSED)


@pytest.mark.parametrize("gate", CLOSED)
def test_a_gated_offer_is_counted_and_not_ranked(gate: str) -> None:
    request, kept = CLOSED[gate]
    ranking = rank(need(VACCINES, **request), index(offer("kept", VACCINES, **kept), offer("open", "pesca")))
    assert [one.offer for one in ranking.places] == ["open"]
    assert ranking.kept_out == {gate: 1}


@pytest.mark.parametrize("gate", CLOSED)
def test_a_gated_offer_can_be_explained_with_its_why_not(gate: str) -> None:
    request, kept = CLOSED[gate]
    over = index(offer("kept", VACCINES, **kept), offer("open", "pesca"))
    found, place = explain(need(VACCINES, **request), "kept", over)
    assert (found.gate, place) == (gate, None)
    assert found.score > 0
    assert sentence(found, "en") == gate_meaning(gate)


@pytest.mark.parametrize("gate", CLOSED)
def test_the_why_not_is_said_in_every_language(gate: str) -> None:
    request, kept = CLOSED[gate]
    found = explain(need(**request), "kept", index(offer("kept", **kept)))[0]
    assert len({sentence(found, language) for language in INTERFACE_LANGUAGES}) == len(INTERFACE_LANGUAGES)


@pytest.mark.parametrize(
    ("request_", "open_"),
    [
        ({"country": "BRA"}, {"country": None}),
        ({"country": None}, {"country": "BRA"}),
        ({}, {"expires_on": TODAY}),
        ({}, {"capacity": 2, "engaged": 1}),
        ({}, {"capacity": None, "engaged": 9}),
        ({"parked": frozenset({"another"})}, {}),
        ({"excluded": frozenset({"acme"})}, {"organization": None}),
    ],
)
def test_the_gates_stay_open_at_their_limits(request_: dict[str, Any], open_: dict[str, Any]) -> None:
    assert order(need(**request_), index(offer("a", **open_))) == ["a"]


@pytest.mark.parametrize("spoken", ["zh", "ar", "sw", "xx"])
def test_another_working_language_never_gates(spoken: str) -> None:
    over = index(offer("a", VACCINES, language=None, working_languages=(spoken,)))
    assert order(need(VACCINES, working_languages=("es",)), over) == ["a"]


def test_where_several_gates_close_the_first_one_answers() -> None:
    both = offer("a", country="BRA", expires_on=YESTERDAY)
    found, _ = explain(need(country="BRA"), "a", index(both))
    assert found.gate == "same_country"
    assert rank(need(country="BRA"), index(both)).kept_out == {"same_country": 1}


def test_gated_offers_do_not_move_the_average_of_the_others() -> None:
    one, other = offer("a", VACCINES), offer("b", VACCINES, expires_on=YESTERDAY, sectors=("health",))
    found = rank(need(VACCINES, sectors=("health",)), index(one, other)).places[0]
    assert all(part.lift == pytest.approx(0) for part in found.contributions)
