"""Many scheduler processes through the weeks of a year: each reader gets one digest a week, in his own morning,
whatever dies and whosever clock jumps."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.mail.delivering import deliver_due
from models.database import reading, writing
from models.digest import Digest
from tests.conftest import ROOT
from tests.faults.mail_world import MORNINGS, outbox_to_files, people
from tests.faults.rounds import ROUNDS

PROCESSES, WEEKS = (4, 6) if ROUNDS == 1 else (16, 52)
FIRST = date(2026, 11, 30) if ROUNDS == 1 else date(2026, 6, 29)
"""A Monday; the weeks from it on hold the year's week 53, and 52 of them every change of the clocks."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
READERS = {
    f"reader{number}@example.org": morning for number, morning in enumerate(MORNINGS[:: 2 if ROUNDS == 1 else 1])
}
JUMPS = (timedelta(hours=1), timedelta(hours=-1), 8 * DAY, -8 * DAY)


def mornings(zone: str, weekday: int) -> dict[str, datetime]:
    """When a reader's digests of the weeks are due: at seven by the clock on his wall."""
    days = [FIRST + week * 7 * DAY for week in range(WEEKS)]
    at = {day: datetime.combine(day + (weekday - 1) * DAY, time(7), ZoneInfo(zone)).astimezone(UTC) for day in days}
    return {f"{day.isocalendar().year}-W{day.isocalendar().week:02}": moment for day, moment in at.items()}


def due() -> dict[tuple[str, str], datetime]:
    """Every digest that is to come, by reader and week, with its moment; those alone that fall into the time that
    passes, which ends when the week is new in the first place of the world."""
    end = datetime.combine(FIRST + WEEKS * 7 * DAY, time(), UTC) - 8 * timedelta(hours=1)
    every = {(email, week): at for email, one in READERS.items() for week, at in mornings(*one).items()}
    return {key: at for key, at in every.items() if at < end}


@dataclass
class Clocks:
    """Scheduler processes over one database."""

    url: str
    folder: Path
    chance: random.Random
    running: list[subprocess.Popen[str]] = field(default_factory=list)
    names: Iterator[int] = field(default_factory=count)

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.faults.scheduler",
            self.url,
            str(self.folder),
            f"clock-{next(self.names)}",
        ]
        self.running.append(subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True))

    def tick(self, now: datetime, *, jump: timedelta = timedelta(0), kill: bool = False) -> None:
        """All tick at once, each by its own clock, which may be some seconds off. One jumps; one may be killed in the
        middle and be started anew."""
        odd = self.chance.choice(self.running)
        for one in self.running:
            off = timedelta(seconds=self.chance.randint(0, 50)) + (jump if one is odd else timedelta(0))
            assert one.stdin is not None
            print((now + off).isoformat(), file=one.stdin, flush=True)
        told = [one for one in self.running if not (kill and one is odd)]
        if kill:
            self._kill(odd)
        for one in told:
            assert one.stdout is not None
            assert one.stdout.readline(), "a clock ended"

    def _kill(self, one: subprocess.Popen[str]) -> None:
        with pytest.raises(subprocess.TimeoutExpired):
            one.wait(self.chance.random() * 0.05)
        one.kill()
        one.communicate()
        self.running.remove(one)
        self.start()


@contextmanager
def clocks(engine: Engine, folder: Path) -> Iterator[Clocks]:
    found = Clocks(engine.url.render_as_string(hide_password=False), folder, random.Random(20261122))
    for _ in range(PROCESSES):
        found.start()
    try:
        yield found
    finally:
        for one in found.running:
            one.kill()
            one.communicate()


@pytest.mark.long
def test_each_reader_gets_one_digest_a_week(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        people(session, READERS)
    wanted = due()
    moments = sorted(set(wanted.values()))
    with clocks(engine, tmp_path / "out") as these:
        for number, moment in enumerate(moments):
            settled = 2 * len(READERS) < number < len(moments) - 2 * len(READERS)
            if settled and number % 5 == 0:
                these.tick(moment - MINUTE, jump=these.chance.choice(JUMPS), kill=number % 2 == 0)
            kill = number % 23 == 7
            these.tick(moment, kill=kill)
            if kill or number % 5 == 1:
                these.tick(moment + 20 * MINUTE)
    deliver_due(outbox_to_files(engine, tmp_path / "out"), now=moments[-1] + DAY)

    _judge(engine, tmp_path / "out", wanted)


def _judge(engine: Engine, folder: Path, wanted: dict[tuple[str, str], datetime]) -> None:
    with reading(engine) as session:
        weeks = {week for _, week in wanted}  # at the beginning each gets the one that he missed
        digests = [one for one in session.exec(select(Digest)) if one.week in weeks]
        found = Counter((one.account, one.week) for one in digests)
        early = [one for one in digests if one.built_at < wanted.get((one.account, one.week), one.built_at)]
    assert set(wanted) - set(found) == set(), "missed"
    assert set(found) - set(wanted) == set(), "too many"
    assert max(found.values()) == 1
    assert early == []
    mails = [message_from_bytes(one.read_bytes()) for week in sorted(weeks) for one in folder.glob(f"{week}.*.eml")]
    assert Counter(one["To"] for one in mails) == Counter(email for email, _ in wanted)
    assert len({one["Message-ID"] for one in mails}) == len(wanted)
