"""Who gets digests: a query finds the same accounts as the rule."""

from itertools import product

from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account, MailStop, Role, digest_readers, digest_readers_by_morning
from models.database import reading, writing
from tests.conftest import NOW

STATES = list(product((True, False), (None, NOW), (None, NOW), (True, False), (None, MailStop.BOUNCED)))


def test_a_query_finds_those_who_get_digests(engine: Engine) -> None:
    with writing(engine) as session:
        for number, (active, invited, confirmed, wanting, stopped) in enumerate(STATES):
            fixed = {"name": "Eva", "role": Role.ANALYST, "language": "es", "time_zone": "UTC"}
            when = {"invited_at": invited, "confirmed_at": confirmed}
            mail = {
                "active": active,
                "wants_digest": wanting,
                "mail_stopped": stopped,
                "digest_weekday": 1 + number // 4 % 2,
            }
            session.add(Account(email=f"{number:02}@example.org", **fixed, **when, **mail))

    with reading(engine) as session:
        everybody = session.exec(select(Account).order_by(Account.email)).all()
        found = digest_readers(session)
        mornings = sorted(digest_readers_by_morning(session))

    assert found == [one for one in everybody if one.gets_digests]
    assert len(found) == 3
    assert mornings == [("UTC", weekday, sum(one.digest_weekday == weekday for one in found)) for weekday in (1, 2)]
