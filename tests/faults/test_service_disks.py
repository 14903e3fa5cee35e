"""A full disk and a locked database: reading goes on, writing is refused in clear words, and all is well once there is
room again, without a restart."""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest

from models.database import BUSY_TIMEOUT_MS
from tests import postgres
from tests.faults.nursery import Nursery
from tests.faults.places import ADMINISTRATOR, AGENCY, LIVE, Place, inhabited
from tests.matcher.posting.files import pdf
from tests.shell import sursur

NO_ROOM, LOCKED = 507, 503
TYPED = "Palabras de una hora que nadie debe perder"
TRIES = 400
"""Writes until a disk must be full: what is stored already has some room of its own."""

pytestmark = pytest.mark.both_databases


def mounted(folder: Path, mebibytes: int) -> bool:
    """Makes a folder a small disk of its own, where that is allowed."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(folder)]
    return mount is not None and subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path]:
    if not mounted(folder, mebibytes):
        pytest.skip("disks cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> Iterator[Place]:
    """One process over SQLite."""
    folder = tmp_path_factory.mktemp("place")
    with inhabited(nursery, f"sqlite:///{folder / 'sursur.db'}", folder, workers=1) as place:
        yield place


def added(place: Place, number: int, words: str = "") -> httpx2.Response:
    """What a new organization is answered with; `words` fill its register."""
    said = {"name": f"Institute {number}", "aliases": [words[:200]] if words else [], "country": "BRA"}
    return place.caller(ADMINISTRATOR).sure("POST", "/api/v1/organizations?force=true", json=said)


def texted(place: Place, random: Random) -> httpx2.Response:
    """What a draft with a long text is answered with; no two are alike, so that it takes room."""
    text = random.randbytes(9000).hex()
    return place.caller(AGENCY).sure("POST", "/api/v1/requests", json={"text": text, "title": "Agua", "language": "es"})


def attached(place: Place, random: Random) -> httpx2.Response:
    document = {"file": ("plan.pdf", pdf(random.randbytes(100_000).hex()), "application/pdf")}
    return place.caller(AGENCY).sure("POST", "/api/v1/requests/req-agua/attachments", files=document)


def refused(answer: httpx2.Response, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert int(answer.headers["retry-after"]) > 0
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    return told


def assert_told_as_a_page(place: Place, status: int, words: str) -> None:
    """A person reads what is wrong, and what was typed comes back to be sent again."""
    form = {"title": TYPED, "text": TYPED, "language": "es"}
    page = place.caller(AGENCY).sure("POST", "/requests/new?lang=en", data=form)
    assert page.status_code == status
    assert "text/html" in page.headers["content-type"]
    assert words in page.text
    assert page.text.count(f'value="{TYPED}"') == 2


def assert_readable(place: Place) -> None:
    for path in ("/api/v1/requests/req-agua", "/requests/req-agua", "/readyz"):
        assert place.caller(AGENCY).sure("GET", path).status_code == httpx2.codes.OK, path


@contextmanager
def no_file_grows(place: Place) -> Iterator[None]:
    """No file of the service's processes may be written beyond its first page: as a quota that is used up."""
    pids = [worker.process.pid for worker in place.workers]
    before = resource.prlimit(pids[0], resource.RLIMIT_FSIZE)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def test_writes_are_refused_while_no_file_may_grow_and_work_afterwards(place: Place) -> None:
    random = Random(1)
    assert added(place, 1).status_code in LIVE
    for _ in place.workers:
        assert_readable(place)  # compiled code is kept on the disk when it is first used
    with no_file_grows(place):
        told = refused(added(place, 2), NO_ROOM)
        assert "disk" in told["detail"]
        refused(attached(place, random), NO_ROOM)
        assert_told_as_a_page(place, NO_ROOM, "There is no room to store this")
        assert_readable(place)
    assert added(place, 2).status_code in LIVE
    assert attached(place, random).status_code in LIVE
    with sqlite3.connect(place.folder / "sursur.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        both = "SELECT name FROM organization WHERE name IN ('Institute 1', 'Institute 2') ORDER BY name"
        names = [name for (name,) in database.execute(both)]
    database.close()
    assert names == ["Institute 1", "Institute 2"]


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """A disk without a free byte."""
    free = os.statvfs(disk)
    (disk / "filling").write_bytes(bytes(free.f_bavail * free.f_frsize))
    yield
    (disk / "filling").unlink()


def assert_it_bears_a_full_disk(place: Place, disk: Path) -> None:
    random = Random(2)
    assert texted(place, random).status_code in LIVE
    with filled(disk):
        answers = (texted(place, random) for _ in range(TRIES))
        first = next(answer for answer in answers if answer.status_code not in LIVE)
        refused(first, NO_ROOM)
        refused(attached(place, random), NO_ROOM)
        assert_readable(place)
    assert texted(place, random).status_code in LIVE
    assert attached(place, random).status_code in LIVE
    assert all(worker.process.runs for worker in place.workers)


@pytest.mark.long
def test_a_full_disk_under_sqlite(tmp_path: Path, nursery: Nursery) -> None:
    with small_disk(tmp_path / "disk", 24) as disk:
        url = f"sqlite:///{disk / 'sursur.db'}"
        with inhabited(nursery, url, disk, workers=1) as place:
            assert_it_bears_a_full_disk(place, disk)


@pytest.mark.long
@pytest.mark.postgresql
def test_a_full_disk_under_postgresql(nursery: Nursery, own_postgres: postgres.OwnServer) -> None:
    """Its tables and the attachments lie on the disk that is full; its log does not, or it would end."""
    with small_disk(own_postgres.folder / "disk", 48) as disk:
        (disk / "tables").mkdir()
        postgres.hand_over(disk / "tables")
        url = own_postgres.create_on(disk / "tables")
        with inhabited(nursery, url, disk, workers=1) as place:
            assert_it_bears_a_full_disk(place, disk)
        own_postgres.drop_from()


@pytest.mark.long
def test_a_locked_database_is_waited_for_and_then_told(place: Place) -> None:
    other = sqlite3.connect(place.folder / "sursur.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(4) as threads:
        waiting = threads.submit(added, place, 10)
        sleep(1)
        assert not waiting.done()
        assert_readable(place)
        other.execute("ROLLBACK")
        assert waiting.result().status_code in LIVE

        other.execute("BEGIN IMMEDIATE")
        began = monotonic()
        command = threads.submit(sursur, place.url, "digest", "pause", "--reason", "tests")
        page = threads.submit(assert_told_as_a_page, place, LOCKED, "The database is in use")
        told = refused(added(place, 11), LOCKED)
        assert monotonic() - began > BUSY_TIMEOUT_MS / 1000 / 2
        assert "another program holds the database" in told["detail"]
        ended = command.result()
        assert (ended.code, ended.err.count("another program holds the database")) == (1, 1)
        page.result()
        assert_readable(place)
        other.execute("ROLLBACK")
    other.close()
    assert added(place, 11).status_code in LIVE
