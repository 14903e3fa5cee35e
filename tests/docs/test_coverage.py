"""docs/coverage.md: every system of the source documents has a page, a call and a test that are there."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.api.conftest import service
from tests.api.people import as_account
from tests.conftest import ROOT

ROWS = [
    [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
EMPTY = '"items":[]'
OF_ITSELF = {"/catalogues", "/documents"}
"""Lists that the fixtures leave empty: no document tells of such a thing."""


@pytest.fixture
def somebody(region: Engine) -> Iterator[TestClient]:
    """A focal point, who sees all that is named."""
    app = service(region.url.render_as_string(hide_password=False))
    yield as_account(app, "focal.undp@example.org")
    app.state.settings.engine.dispose()


def test_no_system_is_left_out() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 28))


def test_every_page_and_call_answers_with_the_fixtures_loaded(somebody: TestClient) -> None:
    for number, _, page, call, *_ in ROWS:
        shown, answer = somebody.get(page), somebody.get(f"/api/v1{call}")
        assert (shown.status_code, answer.status_code) == (200, 200), number
        assert EMPTY not in answer.text or call in OF_ITSELF, number


@pytest.mark.parametrize("place", [row[4] for row in ROWS])
def test_every_test_that_is_named_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert (
        f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")
        if name
        else (ROOT / "tests" / file).exists()
    )
