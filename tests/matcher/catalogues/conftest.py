"""The region on each database, with one other platform entered."""

import pytest
from sqlalchemy import Engine

from matcher.catalogues.keeping import add_catalogue
from matcher.policy import TERMINAL
from models.catalogue import CatalogueCreate
from models.database import writing
from tests.conftest import NOW


@pytest.fixture
def known(region: Engine) -> Engine:
    """The region, and the catalogue `portal`."""
    with writing(region) as session:
        wanted = CatalogueCreate(id="portal", name="Portal of good practices", licence="CC-BY-4.0")
        add_catalogue(session, TERMINAL, wanted, now=NOW)
    return region
