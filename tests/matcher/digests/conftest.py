"""The region after its match run, and a small one whose every row is known."""

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests.matched import fill_with_matches, small_region


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
