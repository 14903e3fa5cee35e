"""A city of Colombia with an office of its own, beside the agency of its country."""

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.matched import put, small_region

CITY, COLOMBIA, FOCAL = "city@example.org", "agency.col@example.org", "focal@example.org"


@pytest.fixture
def colombia(engine: Engine) -> Engine:
    """The small region with Medellín, which asks for itself, and Colombia's cooperation agency."""
    city = {"name": "Alcaldía de Medellín", "kind": "subnational-government", "territory": "CO-ANT"}
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.organization("apc-col", "COL", kind="cooperation-agency"),
            builders.organization("medellin-col", "COL", **city),
            builders.account(COLOMBIA, organization="apc-col", language="en"),
            builders.account(CITY, organization="medellin-col"),
            builders.account("city.offers@example.org", "provider", organization="medellin-col"),
        )
    return engine
