"""Services as people run them: several processes of `sursur serve` over one database, and calls that outlive them."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import httpx2
from sqlalchemy import Engine

from matcher.accounts.tokens import issue_token
from models.api_token import Scope
from models.database import open_database, writing
from models.migrations import upgrade
from tests import builders
from tests.faults.nursery import Child, Nursery
from tests.matched import put, small_region

ADMINISTRATOR = "administrator@example.org"
AGENCY = "agency.mex@example.org"
PATIENCE = 180
"""Seconds that a process may take to start on a busy machine."""
MANY = httpx2.Limits(max_connections=None)
LIVE, WAITS = range(200, 300), 503


@dataclass(frozen=True)
class Worker:
    """One process of `sursur serve`, and the port that it listens on."""

    process: Child
    port: int


@dataclass
class Place:
    """A database, a folder of attachments, the processes that serve them, and a token of each person."""

    url: str
    folder: Path
    nursery: Nursery
    workers: list[Worker] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=PATIENCE, limits=MANY))

    @property
    def environment(self) -> dict[str, str]:
        """What a command of this service needs."""
        files = {name: str(self.folder / name.lower()) for name in ("FILES", "OUTBOX", "MAILS_SENT")}
        names = {"DATABASE_URL": self.url, "CLOCK": "false", **files}
        return {f"SURSUR_{name}": value for name, value in names.items()}

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """The database, past the service."""
        engine = open_database(self.url)
        yield engine
        engine.dispose()

    def start(self) -> Worker:
        """One more process; it takes some time until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        child = self.nursery.start(["serve", "--port", str(port)], self.environment, self.folder)
        self.workers.append(Worker(child, port))
        return self.workers[-1]

    def caller(self, email: str, worker: Worker | None = None) -> "Caller":
        """Somebody who calls any process, or always one."""
        return Caller(self, self.tokens[email], worker)


@dataclass
class Caller:
    """Calls by whichever process answers; knows what a call that got no answer means: nothing."""

    place: Place
    token: str
    worker: Worker | None = None

    def __call__(self, method: str, path: str, **said: object) -> httpx2.Response | None:
        worker = self.worker or random.choice(self.place.workers)
        address, headers = f"http://127.0.0.1:{worker.port}{path}", {"Authorization": f"Bearer {self.token}"}
        headers |= said.pop("headers", {})  # type: ignore[call-overload]
        try:
            return self.place.client.request(method, address, headers=headers, **said)  # type: ignore[arg-type]
        except httpx2.TransportError:
            return None

    def sure(self, method: str, path: str, **said: object) -> httpx2.Response:
        """As above, where there must be an answer."""
        answer = self(method, path, **said)
        assert answer is not None, f"no answer to {method} {path}"
        return answer


@contextmanager
def inhabited(nursery: Nursery, url: str, folder: Path, *, workers: int) -> Iterator[Place]:
    """A new place with the small region in it, and its processes once they answer."""
    place = Place(url, folder, nursery)
    with place.database() as engine:
        upgrade(engine)
        with writing(engine) as session:
            small_region(session)
            put(session, builders.account(ADMINISTRATOR, "administrator", organization="segib"))
            now = datetime.now(UTC)
            for email in (ADMINISTRATOR, AGENCY):
                issued = issue_token(session, email, "tests", scopes=tuple(Scope), now=now)
                place.tokens[email] = issued.secret
    try:
        for _ in range(workers):
            place.start()
        for worker in place.workers:
            wait_for(place, worker)
        yield place
    finally:
        place.client.close()
        for worker in place.workers:
            worker.process.kill()


def wait_for(place: Place, worker: Worker) -> None:
    """Waits until a process answers."""
    caller, until = place.caller(AGENCY, worker), monotonic() + PATIENCE
    while (answer := caller("GET", "/readyz")) is None or answer.status_code != httpx2.codes.OK:
        assert worker.process.runs, "the service ended"
        assert monotonic() < until, "the service does not answer"
        sleep(0.1)
