"""What all tests stand on.

`database_url` runs a test on SQLite and on PostgreSQL; `engine` adds the newest schema to it; `region` adds the
fixtures. PostgreSQL and Postfix may not be lacking where `CI=true`, nor the sentence encoder where
`SURSUR_TEST_ENCODER=1`; the run names at its end what the machine lacked.
"""

import gc
import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from zlib import crc32

import pytest
from sqlalchemy import Engine

from matcher.accounts import passwords
from matcher.encoding import load_encoder
from matcher.intake.loading import load_directory
from models.database import open_database, writing
from models.migrations import upgrade
from scoring.text.encoder import Encoder
from scoring.text.lexicon import concepts
from tests import encoders, postfix, postgres
from tests.serving import take_back
from tests.spreading import among_the_few, some_of, spread

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""A Monday morning, 2026-W48."""

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 2**30
"""Bytes that all temporary files of the tests take at most."""
WAYS = re.compile("sqlite|postgresql|en-scripts|es-plain|wide-light|narrow-dark")
"""The two databases, and the two ways in which people go through the pages."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None  # databases in memory take a third of the time off

_numbers = count(1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is left to CI where the tests are spread: one of two ways, most long ones, and some values."""
    left = {one for one in items if one.get_closest_marker("long") and not among_the_few(one.nodeid.partition("::")[0])}
    if spread() and not postgres.lacking():
        left |= _other_ways(one for one in items if one.get_closest_marker("both_databases") is None)
    left |= _further_values(one for one in items if one not in left)
    config.hook.pytest_deselected(items=list(left))
    items[:] = [one for one in items if one not in left]


def _two_ways(item: pytest.Item) -> str:
    """The name of a test, whichever way it goes."""
    return WAYS.sub("WAY", item.nodeid)


def _other_ways(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Of each test that runs in two ways one of them."""
    ways: dict[str, list[pytest.Item]] = defaultdict(list)
    for one in items:
        ways[_two_ways(one)].append(one)
    return {pair[crc32(name.encode()) % 2] for name, pair in ways.items() if len(pair) == 2}


def _further_values(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Of each test that is tried with many values those that are left to CI."""
    tried: dict[str, dict[str, pytest.Item]] = defaultdict(dict)
    for one in items:
        tried[one.nodeid.partition("[")[0]][one.nodeid] = one
    return {one for values in tried.values() for name, one in values.items() if name not in some_of(list(values))}


def pytest_collection_finish() -> None:
    """Spares the garbage collector what stays until the end: modules, tests and the lexicon are most of the heap."""
    concepts()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A PostgreSQL server."""
    if postgres.lacking():
        assert os.environ.get("CI") != "true", f"CI lacks {postgres.lacking()}"
        pytest.skip(f"this machine lacks {postgres.lacking()}")
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def sentence_encoder() -> Encoder:
    """A small English model, as an installation would load it."""
    if encoders.lacking():
        assert os.environ.get(encoders.DEMANDED) != "1", f"this machine lacks {encoders.lacking()}"
        pytest.skip(f"this machine lacks {encoders.lacking()}")
    return load_encoder(encoders.PACKAGE)


def _migrated(url: str) -> Engine:
    engine = open_database(url)
    upgrade(engine)
    return engine


def _with_region(url: str) -> Engine:
    engine = _migrated(url)
    with writing(engine) as session:
        load_directory(session, FIXTURES, now=NOW)
    return engine


FILLED: dict[str, Callable[[str], Engine]] = {"with_fixtures": _with_region, "engine": _migrated}
"""What a test is given a copy of, by the fixture that it asks for: filling takes longer than most tests."""


@pytest.fixture(scope="session")
def file_to_copy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Answers an SQLite database, filled once."""

    @cache
    def filled(what: str) -> Path:
        path = tmp_path_factory.mktemp(what) / "sursur.db"
        FILLED[what](f"sqlite:///{path}").dispose()
        return path

    return filled


@pytest.fixture(scope="session")
def database_to_copy(postgres_address: str) -> Iterator[Callable[[str], str]]:
    """Answers the name of a PostgreSQL database, filled once."""
    made = []

    @cache
    def filled(what: str) -> str:
        made.append(name := f"sursur_{os.getpid()}_of_{what}")
        FILLED[what](postgres.create_database(postgres_address, name)).dispose()
        return name

    yield filled
    for name in made:
        postgres.drop_database(postgres_address, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind; empty, but where the test asks for `engine`, or for `with_fixtures`."""
    what = next((name for name in FILLED if name in request.fixturenames), None)
    if request.param == "sqlite":
        if what:
            shutil.copy(request.getfixturevalue("file_to_copy")(what), tmp_path / "sursur.db")
        yield f"sqlite:///{tmp_path / 'sursur.db'}"
        return
    server, name = request.getfixturevalue("postgres_address"), f"sursur_{os.getpid()}_{next(_numbers)}"
    template = request.getfixturevalue("database_to_copy")(what) if what else None
    yield postgres.create_database(server, name, template)
    postgres.drop_database(server, name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with the newest schema and nothing in it but the reference tables."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def own_count_of_mails(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test counts its mails in the folder of another, or in that of whoever runs them."""
    monkeypatch.setenv("SURSUR_MAILS_SENT", str(tmp_path_factory.mktemp("state") / "mails-sent"))


@pytest.fixture(autouse=True)
def services() -> Iterator[None]:
    """Takes back the services that the test used."""
    yield
    take_back()


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs time on purpose; the tests of passwords see to the real cost."""
    monkeypatch.setattr(passwords, "COST", passwords.Cost(passes=1, memory=64, lanes=1))


@pytest.fixture
def with_fixtures() -> None:
    """Asked for, it loads the fixtures into the database of the test, published at NOW."""


@pytest.fixture
def region(engine: Engine, with_fixtures: None) -> Engine:
    """A database with the fixtures loaded, published at NOW."""
    return engine


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end what was not tested for want of a service."""
    lacked = [one for one in (postgres.lacking(), postfix.lacking(), encoders.lacking()) if one]
    terminalreporter.write_line(f"This machine lacked: {', '.join(lacked) or 'nothing'}.")
