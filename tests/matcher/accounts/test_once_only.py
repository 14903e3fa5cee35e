"""What works once works once, also when many try at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
from sqlalchemy import Engine

from matcher.accounts.keys import Keyring
from matcher.accounts.links import follow_link, new_link
from matcher.accounts.second_factor import begin_set_up, demand_code, finish_set_up
from matcher.accounts.sessions import Visitor, open_session
from matcher.accounts.signing_in import Entrance
from matcher.errors import DeadLinkError, UnauthenticatedError
from models.account import Account
from models.database import writing
from models.one_time_link import Purpose
from tests.conftest import NOW

AGENCY = "agency.mex@example.org"
HERE = Visitor("198.51.100.7")
KEYS = Keyring("one key of at least thirty-two characters")


def how_many(act: Callable[[], object]) -> int:
    """How many of four who act at once succeed."""

    def try_it(_: int) -> bool:
        try:
            act()
        except (DeadLinkError, UnauthenticatedError):
            return False
        return True

    with ThreadPoolExecutor(4) as workers:
        return sum(workers.map(try_it, range(4)))


def test_a_link(small: Engine) -> None:
    with writing(small) as session:
        secret = new_link(session, session.get_one(Account, AGENCY), Purpose.PASSWORD_RESET, now=NOW)

    def follow() -> None:
        with writing(small) as session:
            follow_link(session, secret, Purpose.PASSWORD_RESET, now=NOW)

    assert how_many(follow) == 1


def test_a_recovery_code(small: Engine) -> None:
    entrance = Entrance(small, KEYS)
    with writing(small) as session:
        secret = open_session(session, session.get_one(Account, AGENCY), HERE, now=NOW, second_factor=None).secret
    phone = pyotp.TOTP(begin_set_up(entrance, secret, now=NOW).secret)
    proven = finish_set_up(entrance, HERE, secret=secret, code=phone.at(NOW), now=NOW)

    def give(code: str) -> None:
        with writing(small) as session:
            demand_code(session, KEYS, AGENCY, code, now=NOW)

    assert how_many(lambda: give(proven.recovery_codes[0])) == 1
    assert how_many(lambda: give(phone.at(NOW, counter_offset=1))) == 1
