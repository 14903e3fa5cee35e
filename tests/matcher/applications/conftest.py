"""A small region with a fund for water that asks for two countries, and its open call."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.conftest import NOW
from tests.exchanging import more_people
from tests.matched import put

FUND_OFFICER = "officer@example.org"
CLOSES = NOW.date() + timedelta(days=10)


@pytest.fixture
def world(small: Engine) -> Engine:
    """The people of the exchanges, an officer of PAHO and a call of PAHO's fund for Mexico, Brazil and Argentina."""
    with writing(small) as session:
        more_people(session)
        put(
            session,
            builders.organization("paho", None, kind="multilateral"),
            builders.account(FUND_OFFICER, "focal-point", organization="paho", covers=["HTI"]),
            builders.mechanism(
                countries=["MEX", "BRA", "ARG"], minimum_countries=2, ceiling_amount=100_000, ceiling_currency="USD"
            ),
            builders.proposal_call(title="Fondo del agua", rolling=False, closes_on=CLOSES),
        )
    return small
