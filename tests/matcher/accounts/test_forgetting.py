"""What is over is removed after a while, and what stands is kept."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import select

from matcher.accounts.forgetting import forget_what_is_over
from matcher.accounts.limits import SIGN_IN_CLIENT, count
from matcher.accounts.links import new_link
from matcher.accounts.sessions import Visitor, open_session
from matcher.duties import DUTIES
from matcher.letters.writing import write_letter
from models.account import Account
from models.account_session import AccountSession
from models.database import reading, writing
from models.letter import Letter
from models.one_time_link import OneTimeLink, Purpose
from models.tally import Tally
from tests.conftest import NOW

AGENCY = "agency.mex@example.org"


def test_ended_sessions_links_counts_and_old_secrets_go(small: Engine) -> None:
    with writing(small) as session:
        account = session.get_one(Account, AGENCY)
        for moment in (NOW, NOW + timedelta(days=40)):
            open_session(session, account, Visitor("here"), now=moment, second_factor=None)
            new_link(session, account, Purpose.INVITATION, now=moment)
            write_letter(session, AGENCY, "invitation", {"token": "secret"}, now=moment, confidential=True)
            count(session, SIGN_IN_CLIENT, str(moment), now=moment)

    with writing(small) as session:
        assert forget_what_is_over(session, NOW + timedelta(days=45)) == 4
    with reading(small) as session:
        left = [len(session.exec(select(table)).all()) for table in (AccountSession, OneTimeLink, Tally)]
        contents = [one.content for one in session.exec(select(Letter).order_by("id"))]
    assert left == [1, 1, 0]
    assert contents == [{}, {"token": "secret"}]


def test_the_clock_does_it() -> None:
    assert forget_what_is_over in [duty.act for duty in DUTIES]
