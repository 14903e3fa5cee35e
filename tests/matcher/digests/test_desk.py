"""The desk says what a digest of the same moment says, though it reads for one person only."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.accounts.actors import actor_of
from matcher.digests.desk import desk_of, prospects_of
from matcher.digests.reading import read_situation
from matcher.digests.sections import sections_for
from matcher.digests.sections.reader import Reader
from models.account import Account
from models.database import writing
from models.match import MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import bring, put, small_region, suggest

PROVIDER = "provider.bra@example.org"


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def fill(session: Session) -> None:
    """A week with something for everybody."""
    small_region(session)
    old = NOW - timedelta(days=20)
    for number, state in enumerate(("proposed", "endorsed", "introduced", "introduced")):
        put(session, builders.request(f"req-{number}", organization="amexcid-mex"))
        match = suggest(session, f"req-{number}", at=old)
        bring(match, state) if state != "proposed" else None
        match.introduced_at = old if state == MatchState.INTRODUCED else None
        match.provider_accepted_at = old if number == 3 else None
    session.get_one(Request, "req-agua").expires_on = NOW.date() + timedelta(days=3)
    session.get_one(Offer, "off-agua").expires_on = NOW.date() + timedelta(days=3)
    put(session, NeedQuestion(request="req-0", asked_at=NOW))
    put(session, builders.request("req-joint", organization="abc-bra", country="BRA", with_countries=["MEX"]))
    suggest(session, "req-joint", at=old)


@pytest.mark.parametrize("email", ["agency.mex@example.org", "agency.bra@example.org", PROVIDER])
def test_it_says_what_the_whole_situation_says(session: Session, email: str) -> None:
    fill(session)
    actor = actor_of(session, session.get_one(Account, email))
    whole = sections_for(Reader(actor, "es"), read_situation(session, now=NOW))
    found = desk_of(session, actor, now=NOW, language="es").content

    whole.pop("matches", None)  # the suggestions for one's requests stand beside them
    assert {name: items for name, items in found.items() if name != "matches"} == whole
    assert whole


def test_an_offer_is_told_what_it_could_serve_until_it_is_introduced(session: Session) -> None:
    fill(session)
    actor = actor_of(session, session.get_one(Account, PROVIDER))
    found = prospects_of(session, actor, session.get_one(Offer, "off-agua"), now=NOW, language="es")
    stranger = actor_of(session, session.get_one(Account, "agency.mex@example.org"))
    theirs = prospects_of(session, stranger, session.exec(select(Offer)).one(), now=NOW, language="es")

    assert [one.request.id for one in found.served] == ["req-0", "req-1", "req-joint"]
    assert theirs.served == []
