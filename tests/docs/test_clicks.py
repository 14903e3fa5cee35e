"""Every system of docs/coverage.md is found in the pages within three clicks from the front page."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.api.routes_of import ON_ONE_DATABASE
from tests.docs.clicks import Walker
from tests.docs.test_coverage import ROWS

MOST = 3
FOR_FOCAL_POINTS = {"27"}
"""Rows whose page is a focal point's; all others are everybody's."""


@pytest.fixture
def app(region: Engine) -> Iterator[FastAPI]:
    app = service(region.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@ON_ONE_DATABASE
def test_a_newcomer_finds_every_system_within_three_clicks(app: FastAPI) -> None:
    """Whoever looks for a system knows at least its initials, and may type them where a page takes words."""
    everybody, focal = Walker(talk_to(app)), Walker(as_account(app, "focal.undp@example.org"))
    far = [
        (number, page)
        for number, system, page, *_ in ROWS
        for walker in [focal if number in FOR_FOCAL_POINTS else everybody]
        if walker.clicks(page, re.findall(r"[A-Z]{3,}", system), MOST) is None
    ]
    assert far == []
