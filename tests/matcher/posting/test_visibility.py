"""The condition of queries says the same as the policy says of each single post."""

from itertools import product

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.policy import PUBLIC, Actor, may
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.visibility import case_of, may_read
from models.account import active_accounts
from models.database import reading, writing
from models.match import MatchState
from models.offer import Offer
from models.post import PostState, Visibility
from models.request import Request
from tests import builders
from tests.matched import put, suggest
from tests.matcher.posting.people import actor

WHOSE = ("amexcid-mex", "conagua-mex", "sabesp-bra", "segib")
COUNTRIES = {"amexcid-mex": "MEX", "conagua-mex": "MEX", "sabesp-bra": "BRA", "segib": None}


@pytest.fixture
def many(world: Engine) -> Engine:
    """A post of every organization, state and visibility; joint ones, ones on behalf, and one that was introduced."""
    with writing(world) as session:
        for number, (whose, state, visibility) in enumerate(product(WHOSE, PostState, Visibility)):
            fields = {"state": state, "visibility": visibility, "organization": whose, "country": COUNTRIES[whose]}
            joint = ["COL"] if number % 4 == 0 else []
            behalf = {"posted_by": "apc-col"} if number % 5 == 0 else {}
            put(
                session,
                builders.request(f"r-{number}", **fields, **behalf, with_countries=joint),
                builders.offer(f"o-{number}", **fields, **behalf),
            )
            if number % 3 == 0:
                state_of_match = MatchState.INTRODUCED if number % 2 else MatchState.PROPOSED
                suggest(session, "req-agua", f"o-{number}", state=state_of_match)
                suggest(session, f"r-{number}", "off-agua", state=state_of_match)
    return world


def readers(session: Session) -> dict[str, Actor]:
    """Everybody, and the public."""
    return {"public": PUBLIC} | {one.email: actor(session, one.email) for one in active_accounts(session)}


@pytest.mark.parametrize("table", [Request, Offer])
def test_a_list_shows_exactly_what_the_policy_allows(table: type[Request] | type[Offer], many: Engine) -> None:
    with reading(many) as session:
        for name, reader in readers(session).items():
            listed = set(session.exec(select(table.id).where(may_read(table, reader))))
            allowed = {
                one.id for one in session.exec(select(table)) if may(reader, PostAction.SEE, case_of(session, one))
            }
            assert listed == allowed, name


def test_who_sees_how_much(many: Engine) -> None:
    with reading(many) as session:
        counts = {
            name: len(session.exec(select(Request.id).where(may_read(Request, reader))).all())
            for name, reader in readers(session).items()
        }
        everything = len(session.exec(select(col(Request.id))).all())

    assert counts["public"] < counts["analyst@example.org"] < counts["provider.bra@example.org"]
    assert counts["public"] == 5  # one organization's public one each, and the one that was there
    assert counts["admin@example.org"] == everything
    assert counts["focal.bra@example.org"] < counts["focal@example.org"] < everything


@pytest.mark.parametrize(
    ("state", "partners", "seeing"),
    [
        (PostState.DRAFT, frozenset(), {"agency.mex@example.org", "admin@example.org"}),
        (PostState.SUBMITTED, frozenset(), {"agency.mex@example.org", "admin@example.org", "focal@example.org"}),
        (PostState.PUBLISHED, frozenset(), {"agency.mex@example.org", "admin@example.org", "focal@example.org"}),
        (
            PostState.PUBLISHED,
            frozenset({"sabesp-bra"}),
            {"agency.mex@example.org", "admin@example.org", "focal@example.org", "provider.bra@example.org"},
        ),
        (
            PostState.WITHDRAWN,
            frozenset({"sabesp-bra"}),
            {"agency.mex@example.org", "admin@example.org", "focal@example.org"},
        ),
    ],
)
def test_who_sees_a_post_for_its_parties(
    world: Engine, state: PostState, partners: frozenset[str], seeing: set[str]
) -> None:
    case = PostCase(builders.request("r", state=state, visibility=Visibility.PARTIES, with_countries=[]), partners)
    with reading(world) as session:
        assert {name for name, one in readers(session).items() if may(one, PostAction.SEE, case)} == seeing
