"""What the tests of events share."""

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests.exchanging import more_people
from tests.meeting_people import fair


@pytest.fixture
def ids(small: Engine) -> dict[str, str]:
    """The fair in the small region; the identifiers of its delegations by organization."""
    with writing(small) as session:
        more_people(session)
        return fair(session)
