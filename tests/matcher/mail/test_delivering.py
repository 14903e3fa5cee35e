"""The outbox: tried again where that helps, given up where not, never twice, and nobody waits for another's mail."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select, update

from matcher.digests.building import build_week
from matcher.mail.delivering import BACK_OFF, CLAIM, Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from matcher.mail.outcomes import TemporaryMailError
from matcher.mail.sending import Sender, to_directory, to_smtp
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.digest import Digest
from models.match import Match, MatchState
from tests import builders
from tests.conftest import NOW, ROOT
from tests.matched import put, suggest
from tests.matcher.mail.post_office import PostOffice, free_port, opened

LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example")
READERS = ["agency.mex@example.org", "focal@example.org", "provider.bra@example.org"]
DIES = """
import os, sys
from datetime import datetime
from pathlib import Path
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from models.account import Account
from models.database import open_database

def hang(message):
    print("claimed", flush=True)
    sys.stdin.read()

outbox = Outbox(open_database(sys.argv[1]), hang, Letterhead("digest@sursur.example", "https://sursur.example"))
deliver_due(outbox, now=datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture
def waiting(small: Engine) -> Engine:
    """Three mails wait: for READERS."""
    with writing(small) as session:
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    return small


def deliver(engine: Engine, sender: Sender, now: datetime = NOW) -> Counter[str]:
    return deliver_due(Outbox(engine, sender, LETTERHEAD), now=now)


def stored(engine: Engine) -> dict[str, Delivery]:
    with reading(engine) as session:
        rows = session.exec(select(Digest.account, Delivery).join(Delivery)).all()
        session.expunge_all()
    return dict(rows)


def test_mails_that_are_taken_are_sent_and_never_again(waiting: Engine) -> None:
    with opened(PostOffice()) as office:
        first = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"))
        again = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"), NOW + timedelta(days=7))

    assert (first, again) == ({"sent": 3}, {})
    assert office.recipients == READERS
    assert {(one.state, one.sent_at, one.error) for one in stored(waiting).values()} == {("sent", NOW, None)}


@pytest.mark.parametrize("place", ["at_rcpt", "at_data"])
def test_one_reader_s_trouble_does_not_stop_the_others(waiting: Engine, place: str) -> None:
    with opened(PostOffice()) as office:
        setattr(office, place, {READERS[0]: "451 try again", READERS[1]: "550 no such user"})
        ends = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"))

    found = stored(waiting)
    assert ends == {"queued": 1, "failed": 1, "sent": 1}
    assert office.recipients == [READERS[2]]
    assert (found[READERS[0]].state, found[READERS[0]].due_at) == ("queued", NOW + BACK_OFF[0])
    assert "451" in str(found[READERS[0]].error)
    assert (found[READERS[1]].state, "550" in str(found[READERS[1]].error)) == ("failed", True)


def test_a_mail_that_waits_is_not_tried_before_its_time_and_keeps_its_message_id(waiting: Engine) -> None:
    before = {one.message_id for one in stored(waiting).values()}
    with opened(PostOffice()) as office:
        office.at_rcpt = dict.fromkeys(READERS, "451 later")
        deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"))
        office.at_rcpt = {}
        early = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"), NOW + BACK_OFF[0] / 2)
        due = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"), NOW + BACK_OFF[0])

    assert (early, due) == ({}, {"sent": 3})
    assert {one.message_id for one in stored(waiting).values()} == before
    assert all(any(name.encode() in content for name in before) for _, content in office.mails)


def test_what_is_refused_for_now_is_tried_with_longer_waits_and_then_given_up(waiting: Engine) -> None:
    now, ends = NOW, []
    with opened(PostOffice()) as office:
        office.at_rcpt = dict.fromkeys(READERS, "451 later")
        for wait in (*BACK_OFF, timedelta(days=30), timedelta(days=30)):
            ends.append(dict(deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"), now)))
            now += wait

    assert ends == [{"queued": 3}] * len(BACK_OFF) + [{"failed": 3}, {}]
    assert {one.attempts for one in stored(waiting).values()} == {len(BACK_OFF) + 1}
    assert sum(BACK_OFF, timedelta()) > timedelta(hours=4.8)


def test_an_absent_server_costs_no_mail_an_attempt_however_long_it_stays_away(waiting: Engine) -> None:
    absent = to_smtp(f"smtp://127.0.0.1:{free_port()}")
    ends = [deliver(waiting, absent, NOW + hours * timedelta(hours=1)) for hours in range(30)]
    waited = stored(waiting).values()
    with opened(PostOffice()) as office:
        back = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"), NOW + timedelta(hours=31))

    assert ends == [{"queued": 1}] * 30
    assert {(one.state, one.attempts) for one in waited} == {("queued", 0)}
    assert "cannot be used" in str({one.error for one in waited})
    assert back == {"sent": 3}


@pytest.mark.parametrize("way", ["server", "folder"])
def test_an_address_beyond_ascii_stops_nobody(waiting: Engine, tmp_path: Path, way: str) -> None:
    with writing(waiting) as session:
        put(session, builders.account("josé@example.org", organization="amexcid-mex"))
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    with opened(PostOffice(), enable_SMTPUTF8=False) as office:
        deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}") if way == "server" else to_directory(tmp_path))

    assert {stored(waiting)[reader].state for reader in READERS} == {"sent"}


def test_a_server_that_hangs_up_in_the_middle_leaves_one_mail_in_doubt_and_stops_nobody(waiting: Engine) -> None:
    with opened(PostOffice()) as office:
        office.hangs_up_on = READERS[0]
        office.at_data = {READERS[0]: "451 gone"}
        deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"))
        deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"), NOW + CLAIM + timedelta(minutes=1))

    found = stored(waiting)
    assert found[READERS[0]].state == DeliveryState.HELD
    assert office.recipients == READERS[1:]


def test_a_sender_that_dies_leaves_its_mail_held_for_a_person(waiting: Engine, tmp_path: Path) -> None:
    def die(message: EmailMessage) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(waiting, die)
    during = deliver(waiting, to_directory(tmp_path / "out"), NOW + CLAIM)
    after = deliver(waiting, to_directory(tmp_path / "out"), NOW + CLAIM + timedelta(minutes=1))

    assert (during, after) == ({"sent": 2}, {})
    assert Counter(one.state for one in stored(waiting).values()) == {"sent": 2, "held": 1}
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_process_killed_while_sending_leaves_one_mail_held_and_the_rest_to_others(
    waiting: Engine, tmp_path: Path
) -> None:
    url = waiting.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", DIES, url, NOW.isoformat()]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"claimed\n"
        os.kill(process.pid, signal.SIGKILL)

    deliver(waiting, to_directory(tmp_path / "out"))
    deliver(waiting, to_directory(tmp_path / "out"), NOW + CLAIM + timedelta(minutes=1))

    assert Counter(one.state for one in stored(waiting).values()) == {"sent": 2, "held": 1}


def test_a_mail_is_offered_to_one_sender_though_two_deliver_at_once(waiting: Engine) -> None:
    taken: list[str] = []

    def slow(message: EmailMessage) -> None:
        taken.append(message["To"])
        deliver(waiting, lambda other: taken.append(other["To"]))

    deliver(waiting, slow)

    assert sorted(taken) == READERS


def test_only_the_week_asked_for_is_delivered(waiting: Engine) -> None:
    def refuse(message: EmailMessage) -> None:
        raise TemporaryMailError("not now")

    outbox = Outbox(waiting, refuse, LETTERHEAD)
    assert deliver_due(outbox, now=NOW, week="2026-W47") == {}
    assert deliver_due(outbox, now=NOW, week="2026-W48") == {"queued": 3}


def test_a_digest_whose_reader_ended_them_meanwhile_is_dropped_with_the_reason(waiting: Engine) -> None:
    with writing(waiting) as session:
        session.get_one(Account, READERS[0]).wants_digest = False
    with opened(PostOffice()) as office:
        ends = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"))

    found = stored(waiting)[READERS[0]]
    assert ends == {"dropped": 1, "sent": 2}
    assert office.recipients == READERS[1:]
    assert (found.state, "gets no digests" in str(found.error)) == ("dropped", True)


def test_what_holds_no_more_is_left_out_of_the_mail_and_stays_in_the_digest(waiting: Engine) -> None:
    with writing(waiting) as session:
        before = session.exec(select(Digest.content).where(Digest.account == READERS[0])).one()
        session.execute(update(Match).values(state=MatchState.DECLINED))
    with opened(PostOffice()) as office:
        ends = deliver(waiting, to_smtp(f"smtp://127.0.0.1:{office.port}"))

    assert ends["dropped"] >= 1
    assert READERS[0] not in office.recipients
    with reading(waiting) as session:
        assert session.exec(select(Digest.content).where(Digest.account == READERS[0])).one() == before
