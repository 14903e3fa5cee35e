"""The service at a glance counts what everybody may see, and nothing else."""

from sqlalchemy import Engine

from matcher.glance import glance, takes_part
from matcher.policy import PUBLIC
from models.database import reading, writing
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region


def test_open_public_posts_known_exchanges_and_the_countries_in_them_are_counted(engine: Engine) -> None:
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.organization("agci-chl", "CHL"),
            builders.organization("paho", None),
            builders.request("req-draft", organization="amexcid-mex", state="draft"),
            builders.request("req-members", organization="amexcid-mex", visibility="members"),
            builders.request("req-old", organization="amexcid-mex", expires_on=NOW.date().replace(day=1)),
            builders.offer("off-region", organization="paho", country=None),
            builders.exchange("exc-1"),
            *builders.sides("exc-1", requester="COL", provider="BRA"),
            builders.exchange("exc-coming", state="accepted"),
            *builders.sides("exc-coming", requester="PER", provider="BRA"),
        )

    with reading(engine) as session:
        found = glance(session, PUBLIC, on=NOW.date())

    assert (found.requests, found.offers, found.exchanges) == (1, 2, 1)
    assert {code for code, counts in found.countries.items() if takes_part(counts)} == {"MEX", "BRA", "COL"}
    assert found.active == 3
