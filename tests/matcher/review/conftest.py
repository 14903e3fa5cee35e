"""A transaction in the small region with its people."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.database import trying
from models.match import Match
from tests.matcher.review.people import people


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose work is taken back at the end."""
    with trying(engine) as session:
        yield session


@pytest.fixture
def match(session: Session) -> Match:
    """The one proposal: Mexico's request and the offer of a Brazilian provider."""
    return people(session)
