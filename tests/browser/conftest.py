"""A browser, and the service over the staged region."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.site import Site, build, serving


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    if chromium.lacking():
        assert os.environ.get("CI") != "true", f"CI lacks {chromium.lacking()}"
        pytest.skip(f"this machine lacks {chromium.lacking()}")
    with chromium.opened() as browser:
        yield browser


@pytest.fixture(scope="session")
def region_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region with its story, made once."""
    path = tmp_path_factory.mktemp("site") / "region.db"
    build(path)
    return path


@pytest.fixture
def site(browser: Browser, region_file: Path, tmp_path: Path) -> Iterator[Site]:
    """The service over a copy of the region that the test may change."""
    with serving(region_file, tmp_path) as site:
        yield site
