"""The story of a thing names accounts by what they are, and leaves out what only few may read."""

import pytest
from sqlalchemy import Engine

from matcher.audit import record
from matcher.policy import PUBLIC, TERMINAL, Actor
from matcher.trail import UNNAMED, Who, trail
from models.account import Role
from models.database import reading, writing
from tests.conftest import NOW

ADMINISTRATOR = Actor(email="admin@example.org", role=Role.ADMINISTRATOR)
AGENCY = "agency.mex@example.org"


@pytest.fixture
def told(small: Engine) -> Engine:
    with writing(small) as session:
        for actor in (AGENCY, "gone@example.org", "clock", "root"):
            change = {"assigned_to": [None, AGENCY], "contact": ["old", "new"], "title": ["a", "b"]}
            record(session, "request.edited", ("request", "req-agua"), now=NOW, actor=actor, change=change)
    return small


def test_accounts_are_told_by_role_and_organization(told: Engine) -> None:
    with reading(told) as session:
        found = [one.who for one in trail(session, PUBLIC, "request", "req-agua")]

    assert found == [
        Who(role="agency", organization="amexcid-mex"),
        Who(),
        Who(name="clock"),
        Who(name=TERMINAL.name),
    ]


def test_an_administrator_reads_addresses(told: Engine) -> None:
    with reading(told) as session:
        first, second, *_ = trail(session, ADMINISTRATOR, "request", "req-agua")

    assert (first.who.address, second.who.address) == (AGENCY, "gone@example.org")
    assert first.change["assigned_to"] == [None, AGENCY]


def test_contacts_are_in_nobody_s_story_and_addresses_in_no_reader_s(told: Engine) -> None:
    with reading(told) as session:
        first = trail(session, PUBLIC, "request", "req-agua")[0]

    assert first.change == {"assigned_to": [None, UNNAMED], "contact": [None, None], "title": ["a", "b"]}
