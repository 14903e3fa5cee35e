"""The description of the API, and its page."""

import re

from fastapi.testclient import TestClient


def test_the_description_is_openapi_3_1_with_every_route(client: TestClient) -> None:
    found = client.get("/api/openapi.json").json()

    assert re.fullmatch(r"3\.1\.\d+", found["openapi"])
    assert {"/healthz", "/readyz", "/api/v1/rank", "/api/v1/requests", "/api/v1/offers/{offer_id}"} <= set(
        found["paths"]
    )
    assert all(route.get("description") for path in found["paths"].values() for route in path.values())


def test_refusals_are_described_as_problem_details(client: TestClient) -> None:
    answers = client.get("/api/openapi.json").json()["paths"]["/api/v1/rank"]["post"]["responses"]

    assert "application/problem+json" in answers["422"]["content"]
    assert "HTTPValidationError" not in str(answers)


def test_the_page_of_the_api_needs_no_other_host(client: TestClient) -> None:
    page = client.get("/api/docs").text
    files = re.findall(r'(?:src|href)="([^"]+)"', page)

    assert re.findall(r"https?://", page) == []
    assert len(files) >= 2
    assert {client.get(file).status_code for file in files} == {200}


def test_files_outside_the_static_folder_are_not_served(client: TestClient) -> None:
    for path in ("/static/../views.py", "/static/%2e%2e/views.py", "/static/..%2fviews.py"):
        assert client.get(path).status_code == 404
