"""A session that writes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.database import writing


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """One transaction, kept at the end of the test."""
    with writing(engine) as session:
        yield session
