"""The fields of a post, as far as a record can be checked by itself."""

from typing import Any

import pytest
from pydantic import ValidationError

from models.offer import OfferCreate, OfferDraft
from models.organization import OrganizationCreate
from models.request import RequestCreate, RequestDraft, RequestUpdate

TEXT = {"text": "Agua potable"}


@pytest.mark.parametrize(
    ("schema", "fields", "said"),
    [
        (RequestDraft, {"territory": "BR-XX"}, "unknown territory 'BR-XX'"),
        (RequestDraft, {"territory": "BR-SP", "country": "MEX"}, "does not belong to MEX"),
        (RequestDraft, {"with_countries": ["COL", "XXX"]}, "unknown country"),
        (RequestDraft, {"starts_by": "2027-05-01", "needed_by": "2027-04-01"}, "lies before starts_by"),
        (OfferDraft, {"needed_by": "2027-04-01"}, "Extra inputs"),
        (OfferDraft, {"visibility": "everybody"}, "'public', 'members' or 'parties'"),
        (RequestCreate, {}, "organization"),
        (OfferCreate, {}, "organization"),
    ],
)
def test_what_cannot_be_is_refused(schema: type[RequestDraft | OfferDraft], fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        schema.model_validate({**TEXT, **fields})


def test_a_sub_national_organization_has_its_place() -> None:
    fields = {"id": "pmsp", "name": "Prefeitura de São Paulo", "kind": "subnational-government", "country": "BRA"}

    assert OrganizationCreate.model_validate({**fields, "territory": "BR-SP"}).territory == "BR-SP"
    with pytest.raises(ValidationError, match="does not belong to BRA"):
        OrganizationCreate.model_validate({**fields, "territory": "MX-OAX"})


def test_an_update_tells_what_is_emptied_from_what_is_left_out() -> None:
    update = RequestUpdate.model_validate({"expected_outcome": None, "title": "Agua"})

    assert update.changes() == {"expected_outcome": None, "title": "Agua"}


@pytest.mark.parametrize("field", ["text", "title", "language", "sectors", "visibility"])
def test_what_every_post_has_cannot_be_emptied(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        RequestUpdate.model_validate({field: None})
