"""Own posts by standing: every post of the organization once, at the standing that lists give it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.catalogue import Filter, Standing, list_posts
from matcher.policy import PUBLIC, Actor
from matcher.posting.tally import own_posts
from models.account import Role
from models.database import writing
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region

TODAY = NOW.date()
ME = Actor(email="agency.mex@example.org", role=Role.AGENCY, organization="amexcid-mex", country="MEX")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def fill(session: Session) -> None:
    small_region(session)
    for number, state in enumerate(("draft", "submitted", "closed", "withdrawn", "published", "published")):
        put(session, builders.request(f"req-{number}", organization="amexcid-mex", state=state))
    session.get_one(Request, "req-4").expires_on = TODAY - timedelta(days=1)
    session.get_one(Request, "req-5").expires_on = TODAY
    put(
        session,
        builders.request("req-for", organization="conagua-mex", posted_by="amexcid-mex", state="draft"),
        builders.request("req-other", organization="conagua-mex"),
    )


def test_it_agrees_with_the_lists_for_every_standing(session: Session) -> None:
    fill(session)
    tally = own_posts(session, Request, ME, on=TODAY)

    for standing in Standing:
        wanted = Filter(standing=standing, own=True)
        rows, _ = list_posts(session, Request, wanted, on=TODAY, actor=ME)
        if standing != Standing.ANY:
            assert set(tally.standing(standing, 50)) == {row.id for row in rows}
            assert tally.counts.get(standing, 0) == len(rows)
    assert len(tally.posts) == 8


def test_the_newest_come_first_and_the_next_to_expire(session: Session) -> None:
    fill(session)
    for days, row in enumerate(session.exec(select(Request).where(Request.state == "draft").order_by(col(Request.id)))):
        row.created_at = NOW + timedelta(days=days)
    tally = own_posts(session, Request, ME, on=TODAY)

    assert tally.standing(Standing.DRAFT, 1) == ["req-for"]
    assert tally.expiring(TODAY, timedelta(days=30), 9) == ["req-5"]


def test_who_belongs_to_no_organization_has_none(session: Session) -> None:
    fill(session)

    assert own_posts(session, Request, PUBLIC, on=TODAY).posts == []
