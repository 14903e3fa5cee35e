"""Kill -9 at random moments while digests go out through a server that loses replies: none lost, none twice, and every
doubtful one listed for a person."""

# ruff: noqa: ARG002, N802  (names and arguments are those that aiosmtpd calls)

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from threading import Condition

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy import Engine

from matcher.digests.building import build_week
from matcher.mail.delivering import CLAIM, deliver_due
from matcher.mail.settling_held import mark_arrived, resend
from matcher.policy import TERMINAL
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from tests.conftest import NOW, ROOT
from tests.faults.mail_world import mails_stored, outbox_to_server, people
from tests.faults.rounds import ROUNDS
from tests.matcher.mail.post_office import PostOffice, opened

RECIPIENTS = int(os.environ.get("SURSUR_FAULT_RECIPIENTS", "0")) or (60 if ROUNDS == 1 else 200 * ROUNDS)
KILLS = 10 if ROUNDS == 1 else 20 * ROUNDS
LOSES, BUSY = (25 if ROUNDS == 1 else 100), 20
"""Of so many mails one is taken without a reply, and one is put off: 1 % and 5 % where there are many."""
LATEST_KILL = 0.02
"""Seconds from a reply of the server to a kill, at most."""
WAIT = timedelta(hours=13)
"""Longer than any wait between attempts."""


class UnreliableOffice(PostOffice):
    """Puts off one mail of BUSY with 451, and takes one of LOSES whose sender never hears of it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.lost = 0
        self.progress = Condition()

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:
        answer = self._answer(envelope)
        if answer is None:
            assert server.transport is not None
            server.transport.abort()
        with self.progress:
            self.asked += 1
            self.progress.notify_all()
        return answer or "250 OK"

    def _answer(self, envelope: Envelope) -> str | None:
        if self.asked % BUSY == BUSY // 2:
            return "451 busy, come back"
        assert isinstance(envelope.content, bytes)
        self.mails.append((envelope.rcpt_tos[0], envelope.content))
        if self.asked % LOSES == LOSES // 2:
            self.lost += 1
            return None
        return "250 OK"

    @property
    def message_ids(self) -> Counter[str]:
        """How often each mail was taken."""
        return Counter(str(message_from_bytes(content)["Message-ID"]) for _, content in self.mails)


@dataclass(frozen=True)
class Deliverer:
    """A process whose children deliver, and the server that they deliver to."""

    process: subprocess.Popen[str]
    office: UnreliableOffice

    def run(self, now: str, *, until: int | None = None, then: float = 0.0) -> int:
        """Delivers until the server was asked so many times, and kills the child soon after; answers its end."""
        assert self.process.stdin is not None
        print(now, file=self.process.stdin, flush=True)
        child = int(self._line())
        if until is not None:
            with self.office.progress:
                assert self.office.progress.wait_for(lambda: self.office.asked >= until, timeout=600)
                self.office.progress.wait_for(lambda: False, timeout=then)
            os.kill(child, signal.SIGKILL)
        return int(self._line())

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the deliverer ended"
        return line


@contextmanager
def deliverer(engine: Engine, office: UnreliableOffice) -> Iterator[Deliverer]:
    words = [engine.url.render_as_string(hide_password=False), str(office.port)]
    command = [sys.executable, "-m", "tests.faults.deliverer", *words]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) as process:
        yield Deliverer(process, office)
        assert process.stdin is not None
        process.stdin.close()


def stored(engine: Engine) -> dict[str, Delivery]:
    with reading(engine) as session:
        found = mails_stored(session)
        session.expunge_all()
    return found


@pytest.mark.long
def test_killed_senders_lose_nothing_repeat_nothing_and_leave_every_doubt_to_a_person(engine: Engine) -> None:
    with writing(engine) as session:
        people(session, {f"reader@r{number}.example": ("UTC", 1) for number in range(RECIPIENTS)})
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    chance, now, ends = random.Random(20261122), NOW, Counter[int]()
    step = (RECIPIENTS - KILLS) // (KILLS + 2)  # a kill may take a mail away before the server is asked
    with opened(UnreliableOffice()) as office, deliverer(engine, office) as sender:
        for number in range(KILLS):
            until = min(office.asked + chance.randint(1, 2 * step - 1), (number + 2) * step)
            ends[sender.run(now.isoformat(), until=max(until, office.asked), then=chance.random() * LATEST_KILL)] += 1
            now += CLAIM + timedelta(minutes=1)
        assert ends[-signal.SIGKILL] >= KILLS - 1, ends
        for _ in range(6):
            now += WAIT
            assert sender.run(now.isoformat()) == 0
        _judge(engine, office)
        _settle(engine, office)


def _judge(engine: Engine, office: UnreliableOffice) -> None:
    found, taken = stored(engine), office.message_ids
    assert len(found) == RECIPIENTS
    assert {one.state for one in found.values()} <= {DeliveryState.SENT, DeliveryState.HELD}, "silent"
    assert max(taken.values()) == 1, "twice"
    sent = {one.message_id for one in found.values() if one.state == DeliveryState.SENT}
    held = {one.message_id for one in found.values() if one.state == DeliveryState.HELD}
    assert sent <= set(taken), "lost"
    assert set(taken) <= sent | held
    assert office.lost <= len(held) <= office.lost + KILLS
    assert all(one.error for one in found.values() if one.state == DeliveryState.HELD)


def _settle(engine: Engine, office: UnreliableOffice) -> None:
    """A person looks into the server's log, and decides."""
    with writing(engine) as session:
        for row in mails_stored(session).values():
            if row.state == DeliveryState.HELD:
                arrived = row.message_id in office.message_ids
                (mark_arrived if arrived else resend)(session, TERMINAL, row.id or 0, NOW)
    now = NOW
    for _ in range(6):
        now += WAIT
        deliver_due(outbox_to_server(engine, office.port), now=now)
    assert set(office.message_ids.values()) == {1}
    assert len(office.message_ids) == RECIPIENTS
