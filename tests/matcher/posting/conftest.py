"""A small world of people who post, review and look on."""

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.matched import put, small_region


@pytest.fixture
def world(engine: Engine) -> Engine:
    """The small region with more people: another agency, a ministry's and a city's office, a second focal point."""
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.organization("apc-col", "COL", name="Agencia Presidencial de Cooperación Internacional"),
            builders.organization("undp", None),
            builders.account("agency.col@example.org", organization="apc-col"),
            builders.account("conagua@example.org", "provider", organization="conagua-mex"),
            builders.account("focal.bra@example.org", "focal-point", organization="undp", covers=["BRA"]),
            builders.account("admin@example.org", "administrator", organization="undp", language="en"),
        )
    return engine
