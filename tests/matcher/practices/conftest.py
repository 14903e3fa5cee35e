"""What the tests of practices share."""

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests.exchanging import more_people


@pytest.fixture
def world(small: Engine) -> Engine:
    """The small region with more people."""
    with writing(small) as session:
        more_people(session)
    return small
