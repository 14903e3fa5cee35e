"""Who can meet by video: the countries that a mechanism's network joins."""

import pytest
from sqlalchemy import Engine

from matcher.connecting import between, connections
from models.database import writing
from tests import builders
from tests.matched import put


@pytest.fixture
def rooms(engine: Engine) -> Engine:
    """A network of three countries, another of two, and a fund that has no rooms."""
    source = {"source_document": "mapping", "source_section": "footnote 133"}
    with writing(engine) as session:
        put(
            session,
            builders.organization("paho", None, kind="multilateral"),
            builders.mechanism("mec-rooms", connects=["COL", "MEX", "PER"], **source),
            builders.mechanism("mec-two", connects=["JAM", "MEX"]),
            builders.mechanism("mec-fund"),
        )
    return engine


def test_a_pair_is_told_of_the_networks_that_join_both_its_sides(rooms: Engine) -> None:
    with writing(rooms) as session:
        [found] = between(session, ["MEX", "PER"], "COL")
        assert (found.mechanism, found.source) == ("mec-rooms", ("mapping", "footnote 133"))
        assert [one.mechanism for one in between(session, ["MEX"], "JAM")] == ["mec-two"]
        assert between(session, ["MEX"], "PAN") == between(session, ["MEX"], None) == []


def test_of_one_country_it_is_told_which_networks_reach_it_and_whom_they_lack(rooms: Engine) -> None:
    with writing(rooms) as session:
        assert [one.mechanism for one in connections(session, ["MEX"])] == ["mec-rooms", "mec-two"]
        assert [one.lacking for one in connections(session, ["COL", "PAN"])] == [("PAN",)]
        assert connections(session, ["PAN"]) == []
