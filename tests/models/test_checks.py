"""Records are checked when they are built, and say what was meant."""

from typing import Any

import pytest
from pydantic import ValidationError

from models.account import AccountCreate
from models.base import new_identifier
from models.exchange import ExchangeCreate
from models.offer import OfferCreate
from models.snapshot import fingerprint


def _refusal(**fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        OfferCreate.model_validate({"text": "Agua", "organization": "abc-bra", **fields})
    [problem] = caught.value.errors()
    return str(problem["msg"])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"sectors": ["helth"]}, "unknown sector 'helth'; did you mean 'health'?"),
        ({"sectors": ["Health"]}, "did you mean 'health'?"),
        ({"sectors": ["HEALTH"]}, "did you mean 'health'?"),
        ({"modalities": ["study visit"]}, "did you mean 'study-visit'?"),
        ({"country": "bra"}, "did you mean 'BRA'?"),
        ({"language": "ES"}, "did you mean 'es'?"),
        ({"sectors": ["xyzzy"]}, "unknown sector 'xyzzy'"),
        ({"sdgs": [0]}, "unknown SDG 0"),
        ({"sdgs": [18]}, "unknown SDG 18"),
        ({"id": "no spaces please"}, "letters, digits"),
        ({"id": "x" * 81}, "1 to 80"),
        ({"capacity": -1}, "greater than or equal to 0"),
        ({"text": "   "}, "at least 1 character"),
        ({"text": "x" * 20_001}, "20000"),
        ({"colour": "red"}, "not permitted"),
    ],
)
def test_a_slip_is_refused_with_the_nearest_that_is_known(fields: dict[str, Any], says: str) -> None:
    assert says in _refusal(**fields)


def test_repeats_are_taken_out_and_order_is_kept() -> None:
    found = OfferCreate(text="Agua", organization="abc-bra", sectors=["health", "education", "health"], sdgs=[6, 3, 6])

    assert (found.sectors, found.sdgs) == (["health", "education"], [3, 6])


def test_null_counts_as_left_out_and_an_organization_is_needed() -> None:
    assert OfferCreate.model_validate({"text": "Agua", "organization": "abc-bra", "title": None}).title == ""
    with pytest.raises(ValidationError, match="organization"):
        OfferCreate.model_validate({"text": "Agua", "organization": None})


def test_an_exchange_cannot_end_before_it_began() -> None:
    with pytest.raises(ValidationError, match="end_year 2009 lies before start_year 2010"):
        ExchangeCreate(id="exc-1", requester_country="MEX", provider_country="BRA", start_year=2010, end_year=2009)


@pytest.mark.parametrize("outcome", [-0.1, 1.1, float("nan")])
def test_an_outcome_lies_between_failed_and_achieved(outcome: float) -> None:
    with pytest.raises(ValidationError):
        ExchangeCreate(id="exc-1", requester_country="MEX", provider_country="BRA", outcome=outcome)


@pytest.mark.parametrize(("field", "value"), [("time_zone", "Bogota"), ("email", "nobody"), ("role", "king")])
def test_an_account_needs_a_real_zone_address_and_role(field: str, value: str) -> None:
    good = {"email": "office@example.org", "name": "Office", "role": "agency", "time_zone": "America/Bogota"}

    assert AccountCreate.model_validate(good).language == "en"
    with pytest.raises(ValidationError, match=field):
        AccountCreate.model_validate(good | {field: value})


def test_new_identifiers_never_repeat() -> None:
    assert len({new_identifier("req") for _ in range(1000)}) == 1000


def test_a_fingerprint_follows_the_content_and_not_its_order() -> None:
    assert fingerprint({"a": 1, "b": "ñ"}) == fingerprint({"b": "ñ", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
