"""The match of a pair, for those who may know of it, and the exchange that it led to."""

from sqlmodel import Session

from matcher.policy import PUBLIC
from matcher.review.assigning import who_may_be_assigned
from matcher.review.introducing import accept
from matcher.review.pairs import exchange_of_match, match_of_pair
from models.account import Account
from models.exchange import Exchange
from models.match import Match
from tests.conftest import NOW
from tests.matcher.review.people import AGENCY, CARIBBEAN, FOCAL, PROVIDER, STRANGER, introduced, picked, who

PAIR = ("req-agua", "off-agua")


def knows(session: Session, email: str) -> bool:
    return match_of_pair(session, who(session, email), *PAIR) is not None


def test_it_is_found_by_whom_it_concerns(session: Session, match: Match) -> None:
    assert [knows(session, one) for one in (AGENCY, FOCAL, PROVIDER, STRANGER)] == [True, True, False, False]
    assert match_of_pair(session, PUBLIC, *PAIR) is None
    introduced(session, match)
    assert knows(session, PROVIDER)
    assert match_of_pair(session, who(session, AGENCY), "req-agua", "nothing") is None


def test_its_exchange_is_known_once_there_is_one(session: Session, match: Match) -> None:
    introduced(session, match)
    assert match.id is not None
    assert exchange_of_match(session, match.id) is None
    accept(session, who(session, PROVIDER), picked(match), now=NOW)
    key = exchange_of_match(session, match.id)
    assert session.get_one(Exchange, key).match == match.id


def test_focal_points_for_its_countries_may_be_assigned(session: Session, match: Match) -> None:
    found = match_of_pair(session, who(session, FOCAL), *PAIR)
    assert found is not None
    assert [one.email for one in who_may_be_assigned(session, found)] == [FOCAL]
    session.get_one(Account, CARIBBEAN).covers = ["MEX"]
    session.flush()
    assert {one.email for one in who_may_be_assigned(session, found)} == {FOCAL, CARIBBEAN}
