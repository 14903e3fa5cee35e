"""Whether the service lives, and whether it can work."""

from fastapi.testclient import TestClient

from tests.api.conftest import service, talk_to


def test_a_service_with_its_database_is_alive_and_ready(empty: TestClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = empty.get(path)
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_service_before_its_migration_is_alive_but_not_ready(unmigrated: TestClient) -> None:
    answer = unmigrated.get("/readyz")

    assert unmigrated.get("/healthz").status_code == 200
    assert answer.status_code == 503
    assert "sursur db upgrade" in answer.text


def test_a_service_without_its_database_is_alive_but_not_ready() -> None:
    client = talk_to(service("postgresql://nobody:secret@127.0.0.1:1/none"))

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert "secret" not in client.get("/readyz").text
