"""Several processes serve one database: edits at once, kill -9 and a database that comes and goes lose nothing that
was acknowledged."""

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest
from sqlmodel import Session, col, select

from models.audit import AuditEvent
from models.database import reading
from models.organization import Organization
from models.request import Request
from tests import postgres
from tests.conftest import ROOT
from tests.faults.nursery import Nursery
from tests.faults.places import ADMINISTRATOR, AGENCY, LIVE, WAITS, Caller, Place, inhabited, wait_for
from tests.faults.rounds import ROUNDS

EDITORS, EDITS = (4, 10) if ROUNDS == 1 else (8, 200)
WRITERS, KILLS = (4, 2) if ROUNDS == 1 else (8, 2 * ROUNDS)
RESTARTS = 1 if ROUNDS == 1 else 5
BACK_WITHIN = 5
"""Seconds after which the service must answer again once its database does."""
OUTAGE = 1.0
PAUSE = 0.02
"""Between two calls of a writer: this is about what is lost, not about how much is written."""

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, nursery: Nursery
) -> Iterator[Place]:
    """Two processes over a database."""
    folder = tmp_path_factory.mktemp("place")
    url = f"sqlite:///{folder / 'sursur.db'}"
    if request.param == "postgresql":
        url = postgres.create_database(request.getfixturevalue("own_postgres").address, "sursur")
    with inhabited(nursery, url, folder, workers=2) as place:
        yield place


@pytest.mark.long
def test_edits_of_one_record_by_many_processes_are_all_there(place: Place) -> None:
    def editor(name: str) -> subprocess.Popen[str]:
        worker = place.workers[int(name[1:]) % len(place.workers)]
        words = (f"http://127.0.0.1:{worker.port}", place.tokens[AGENCY], "/api/v1/requests/req-agua", name, str(EDITS))
        command = [sys.executable, "-m", "tests.faults.editor", *words]
        return subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-1, text=True)

    names = [f"e{number}" for number in range(EDITORS)]
    stale = 0
    for process in [editor(name) for name in names]:
        out, error = process.communicate()
        assert process.returncode == 0, error
        stale += int(out)
    assert stale > 0, "nobody was ever too late: this shows nothing"

    wanted = [f"{name}-{number}" for name in names for number in range(EDITS)]
    with place.database() as engine, reading(engine) as session:
        row = session.get_one(Request, "req-agua")
        edits = select(AuditEvent).where(AuditEvent.key == "req-agua", AuditEvent.action == "request.edited")
        added = [event.change["text"][1].removeprefix(event.change["text"][0]).strip() for event in session.exec(edits)]
    assert sorted(word for word in row.text.split() if word in set(wanted)) == sorted(wanted)
    assert row.version == 1 + len(wanted)
    assert sorted(added) == sorted(wanted)


class Writer:
    """Somebody who adds and changes records until he is told to stop; remembers what was acknowledged."""

    def __init__(self, place: Place, name: str) -> None:
        self.name, self.call = name, place.caller(ADMINISTRATOR)
        self.added: dict[str, str] = {}
        self.other: list[int] = []

    def write(self, stop: Event) -> None:
        number = 0
        while not stop.is_set():
            key, number = f"{self.name}-{number}", number + 1
            words = {"id": key, "name": f"Institute {key}", "country": "BRA"}
            made = self.call("POST", "/api/v1/organizations?force=true", json=words)
            if not self._heard(made):
                sleep(0.05)
                continue
            self.added[key] = ""
            site = f"https://{key}.example.org"
            changes = {"json": {"website": site}, "headers": {"If-Match": '"1"'}}
            sleep(PAUSE)
            if self._heard(self.call("PATCH", f"/api/v1/organizations/{key}", **changes)):
                self.added[key] = site

    def _heard(self, answer: object) -> bool:
        status = getattr(answer, "status_code", None)
        if status is not None and status not in LIVE:
            self.other.append(status)
        return status in LIVE


def written(session: Session, name: str) -> dict[str, Organization]:
    rows = session.exec(select(Organization).where(col(Organization.id).startswith(name)))
    return {row.id: row for row in rows}


def judge(place: Place, writers: list[Writer]) -> int:
    """Whatever was acknowledged is there with its event, and nothing is there by half; answers how much it was."""
    with place.database() as engine, reading(engine) as session:
        events = set(session.exec(select(AuditEvent.key, AuditEvent.action).where(AuditEvent.kind == "organization")))
        for writer in writers:
            rows = written(session, f"{writer.name}-")
            assert writer.added.keys() <= rows.keys(), "an organization that was acknowledged is lost"
            for key, row in rows.items():
                assert (key, "organization.created") in events
                assert ((key, "organization.updated") in events) == (row.website is not None)
            lost = {key for key, site in writer.added.items() if site and rows[key].website != site}
            assert not lost, "an edit that was acknowledged is lost"
    return sum(len(writer.added) for writer in writers)


@pytest.mark.long
def test_what_was_acknowledged_survives_the_kill_of_its_process(place: Place) -> None:
    chance, stop = random.Random(20261122), Event()
    writers = [Writer(place, f"kill{number}") for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as threads:
        done = [threads.submit(writer.write, stop) for writer in writers]
        try:
            for _ in range(KILLS):
                sleep(0.5 + chance.random())
                victim = chance.choice(place.workers)
                victim.process.kill()
                place.workers.remove(victim)
                wait_for(place, place.start())
            sleep(0.5)
        finally:
            stop.set()
        for one in done:
            one.result()
    assert judge(place, writers) > KILLS
    assert {status for writer in writers for status in writer.other} <= {WAITS, 409}


@pytest.mark.long
@pytest.mark.parametrize("mode", ["fast", "immediate"])
@pytest.mark.parametrize("place", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_the_service_is_back_soon_after_its_database_without_a_restart(
    place: Place, mode: str, request: pytest.FixtureRequest
) -> None:
    server: postgres.OwnServer = request.getfixturevalue("own_postgres")
    stop, writers = Event(), [Writer(place, f"{mode}{number}") for number in range(WRITERS)]
    processes = [worker.process.pid for worker in place.workers]
    with ThreadPoolExecutor(WRITERS) as threads:
        done = [threads.submit(writer.write, stop) for writer in writers]
        try:
            for _ in range(RESTARTS):
                sleep(OUTAGE)
                server.stop(mode)
                away = place.caller(AGENCY).sure("GET", "/api/v1/requests/req-agua")
                assert (away.status_code, away.headers["retry-after"]) == (WAITS, "5")
                server.start()
                until = monotonic() + BACK_WITHIN
                for worker in place.workers:
                    back(place.caller(ADMINISTRATOR, worker), until)
        finally:
            stop.set()
        for one in done:
            one.result()
    assert [worker.process.pid for worker in place.workers if worker.process.runs] == processes
    assert judge(place, writers) > RESTARTS
    assert {status for writer in writers for status in writer.other} <= {WAITS, 409}


def back(caller: Caller, until: float) -> None:
    """Both reads and writes succeed before a moment."""
    hook = {"json": {"name": f"Office {until}"}}
    while True:
        read, own = caller("GET", "/api/v1/requests/req-agua"), caller("GET", "/api/v1/account")
        if read is not None and read.status_code in LIVE and own is not None and own.status_code in LIVE:
            wrote = caller("PATCH", "/api/v1/account", headers={"If-Match": own.headers["etag"]}, **hook)
            if wrote is not None and wrote.status_code in LIVE:
                return
        assert monotonic() < until, f"not back {BACK_WITHIN} seconds after its database"
        sleep(0.05)
