"""The description of the API is complete: every operation says what it does, what it answers and how it refuses."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

import models.tables  # noqa: F401
from api.description import TAGS, operations
from api.examples import EXAMPLES
from api.problem_details import MEDIA_TYPE
from api.routes.ranking import RankQuery
from models.base import Schema
from models.offer import OfferCreate
from models.request import RequestCreate
from tests.api.conftest import service
from tests.api.routes_of import routes_of

PROBLEM = {"$ref": "#/components/schemas/ProblemDetails"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    found: dict[str, Any] = service("sqlite://").openapi()
    return found


def api(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """The operations below /api/v1."""
    return [one for one in operations(described) if one[0].startswith("/api/v1")]


def test_every_route_of_the_api_is_described(described: dict[str, Any]) -> None:
    routes = {(method.lower(), path) for method, path in routes_of(service("sqlite://")) if path.startswith("/api")}

    assert {(method, path) for path, method, _ in api(described)} == routes != set()


def test_every_operation_has_a_name_of_its_own_a_summary_and_a_tag(described: dict[str, Any]) -> None:
    names = [one["operationId"] for _, _, one in operations(described)]

    assert len(set(names)) == len(names) > 20
    assert [name for name in names if not name.isidentifier()] == []
    for path, method, one in operations(described):
        assert one.get("summary"), (method, path)
        assert not one["summary"].endswith("."), (method, path)
        assert one.get("description"), (method, path)
    tags = {tag["name"] for tag in described["tags"]}
    assert {tag for _, _, one in api(described) for tag in one["tags"]} <= tags <= set(TAGS)


def test_every_operation_says_what_it_answers_when_all_is_well(described: dict[str, Any]) -> None:
    for path, method, one in api(described):
        good = next(status for status in one["responses"] if status.startswith(("2", "3")))
        if good.startswith("2") and good != "204":
            kinds = one["responses"][good]["content"]
            assert kinds, (method, path)
            assert all("schema" in kind for name, kind in kinds.items() if name == "application/json"), (method, path)


def test_every_refusal_has_the_one_shape(described: dict[str, Any]) -> None:
    for path, method, one in api(described):
        for status, answer in one["responses"].items():
            if status.startswith(("4", "5")):
                assert answer["content"] == {MEDIA_TYPE: {"schema": PROBLEM}}, (method, path, status)
    assert "HTTPValidationError" not in str(described)


def test_what_can_be_refused_is_said_where_it_can_happen(described: dict[str, Any]) -> None:
    said = {(method, path): set(one["responses"]) for path, method, one in api(described)}

    assert {"401", "403", "404", "409", "412", "422", "428", "429"} <= said["patch", "/api/v1/webhooks/{webhook_id}"]
    assert {"401", "403", "409", "413", "422"} <= said["post", "/api/v1/organizations"]
    assert "412" not in said["post", "/api/v1/organizations"]
    assert "404" in said["get", "/api/v1/countries/{code}"]


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    def references(part: Any) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*map(references, part.values()))
        return set().union(*map(references, part)) if isinstance(part, list) else set()

    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert references(described) <= known


def test_every_repeatable_call_names_its_key(described: dict[str, Any]) -> None:
    for path, method, one in api(described):
        named = {parameter["name"] for parameter in one.get("parameters", [])}
        assert ("Idempotency-Key" in named) == (method == "post"), (method, path)


@pytest.mark.parametrize("schema", [RequestCreate, OfferCreate, RankQuery], ids=lambda schema: schema.__name__)
def test_an_example_is_what_its_schema_takes(schema: type[Schema]) -> None:
    example = EXAMPLES[schema.__name__]

    assert schema.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


def test_every_example_of_the_description_is_taken(described: dict[str, Any]) -> None:
    shown = {name for name, schema in described["components"]["schemas"].items() if "examples" in schema}

    assert {"RankQuery", "OrganizationPost", "PracticePost", "WebhookCreate", "ProblemDetails"} <= shown


@pytest.mark.long
def test_the_description_is_read_over_http(client: TestClient) -> None:
    assert client.get("/api/openapi.json").json()["tags"]
