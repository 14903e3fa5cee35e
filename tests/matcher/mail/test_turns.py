"""Domains take turns, and none gets more than it bears."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from matcher.digests.building import build_week
from matcher.letters.writing import write_letter
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_smtp
from matcher.mail.turns import Chosen, due_in_turn, in_turn
from models.database import reading, writing
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.matcher.mail.post_office import PostOffice, opened

LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example")
MINUTE = timedelta(minutes=1)


def test_domains_take_turns() -> None:
    mails = [(1, "big"), (2, "big"), (3, "big"), (4, "small"), (5, "other"), (6, "small")]

    assert in_turn(mails, Counter(), 0) == [1, 4, 5, 2, 6, 3]


def test_a_domain_gets_what_is_left_of_its_minute() -> None:
    mails = [(1, "big"), (2, "big"), (3, "big"), (4, "small")]

    assert in_turn(mails, Counter({"big": 1}), 2) == [1, 4]
    assert in_turn(mails, Counter({"big": 2}), 2) == [4]


@pytest.fixture
def waiting(small: Engine) -> Engine:
    """Five mails to example.org and one to example.net wait, a letter among them."""
    with writing(small) as session:
        for number in range(2):
            put(session, builders.account(f"agency{number}@example.org", organization="amexcid-mex"))
        put(session, builders.account("agency@example.net", organization="amexcid-mex"))
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
        write_letter(session, "focal@example.org", "confirmation", {"token": "word"}, now=NOW)
    return small


def deliver(engine: Engine, port: int, minutes: int) -> Counter[str]:
    outbox = Outbox(engine, to_smtp(f"smtp://127.0.0.1:{port}"), LETTERHEAD, per_minute=2)
    return deliver_due(outbox, now=NOW + minutes * MINUTE)


def test_what_a_domain_does_not_bear_waits_for_the_next_minute_and_nobody_else_does(waiting: Engine) -> None:
    with opened(PostOffice()) as office:
        passes = [deliver(waiting, office.port, minute) for minute in (0, 0, 1, 2, 3)]
        domains = [address.rpartition("@")[2] for address, _ in office.mails]

    assert [one["sent"] for one in passes] == [3, 0, 2, 2, 0]
    assert domains[:3] == ["example.org", "example.net", "example.org"]
    assert office.mails[0][0] == "focal@example.org"
    assert b"confirm" in office.mails[0][1]


def test_choosing_asks_the_database_as_often_however_many_wait(waiting: Engine) -> None:
    def statements() -> int:
        counted: list[str] = []
        note = lambda *words: counted.append(words[2])  # noqa: E731
        event.listen(waiting, "before_cursor_execute", note)
        with reading(waiting) as session:
            assert due_in_turn(session, NOW, Chosen(per_minute=60))
        event.remove(waiting, "before_cursor_execute", note)
        return len(counted)

    few = statements()
    with writing(waiting) as session:
        for number in range(20):
            write_letter(session, "focal@example.org", "confirmation", {"token": str(number)}, now=NOW)

    assert statements() == few
