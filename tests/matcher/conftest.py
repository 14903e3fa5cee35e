"""What tests of several parts of the service share."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from matcher.intake.loading import load_directory
from models.database import open_database, writing
from models.migrations import upgrade
from tests.conftest import FIXTURES, NOW
from tests.matched import fill_with_matches, small_region


@pytest.fixture(scope="module")
def region_to_read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The fixtures in one SQLite database for a whole module: only for tests that look and do not touch."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('region') / 'sursur.db'}")
    upgrade(engine)
    with writing(engine) as session:
        load_directory(session, FIXTURES, now=NOW)
    yield engine
    engine.dispose()


@pytest.fixture
def matched(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The region, ranked at NOW."""
    return fill_with_matches(engine, tmp_path_factory.getbasetemp())


@pytest.fixture
def small(engine: Engine) -> Engine:
    """Five accounts, one request and one offer; nothing is matched yet."""
    with writing(engine) as session:
        small_region(session)
    return engine
