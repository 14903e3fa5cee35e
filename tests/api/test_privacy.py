"""What the public must never see: drafts and the addresses of accounts, wherever it looks."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.account import active_accounts
from models.database import reading
from tests.api.conftest import HIDDEN


def everything(client: TestClient) -> Iterator[str]:
    """The lists, the descriptions and all pages of requests."""
    for path in ("/api/openapi.json", "/api/docs"):
        yield client.get(path).text
    for kind in ("requests", "offers"):
        yield client.get(f"/api/v1/{kind}", params={"limit": 200}).text
    page: str | None = ""
    while page is not None:
        html = client.get(f"/?lang=es&after={page}").text
        yield html
        page = html.split("&amp;after=")[1].split('"')[0] if "&amp;after=" in html else None
    for item in client.get("/api/v1/requests", params={"limit": 200}).json()["items"][::12]:
        yield client.get(f"/requests/{item['id']}").text


@pytest.fixture(scope="module")
def seen(client: TestClient) -> str:
    return "\n".join(everything(client))


def test_a_draft_shows_nowhere(seen: str) -> None:
    assert len(seen) > 500_000
    assert HIDDEN not in seen
    assert "a-draft" not in seen


def test_no_account_s_address_shows_anywhere(seen: str, library: Engine) -> None:
    with reading(library) as session:
        addresses = [one.email for one in active_accounts(session)]

    assert len(addresses) > 20
    assert [one for one in addresses if one in seen] == []


@pytest.mark.parametrize("state", ["draft", "submitted", "closed", "withdrawn"])
def test_the_page_of_a_post_that_is_not_published_does_not_exist(client: TestClient, state: str) -> None:
    answer = client.get(f"/requests/a-{state}")

    assert answer.status_code == 404
    assert HIDDEN not in answer.text
