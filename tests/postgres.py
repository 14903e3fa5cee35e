"""A PostgreSQL server for the tests: the one that `SURSUR_TEST_POSTGRESQL` names, or one started from its binaries."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

ADDRESS = "SURSUR_TEST_POSTGRESQL"
SETTINGS = (
    *("listen_addresses=''", "max_connections=100", "jit=off", "autovacuum=off"),
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
)
"""Nobody needs the data of tests after a power cut, and their tables are small."""
KNOWS_STRATEGIES = 15_00_00
PLACES = (Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt"))


def binaries() -> Path | None:
    """The folder with `initdb`, `pg_ctl` and `postgres`, newest version first."""
    found = [path.parent for place in PLACES for path in place.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    return max(found, default=Path(on_path).parent if on_path else None, key=_version)


def _version(folder: Path) -> int:
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit())
    return int(digits or 0)


def lacking() -> str | None:
    """What this machine lacks for PostgreSQL; None where it lacks nothing."""
    return None if ADDRESS in os.environ or binaries() else "PostgreSQL (neither a server nor its binaries)"


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, without a database name. Data that the tests start themselves end with them."""
    if ADDRESS in os.environ:
        yield os.environ[ADDRESS].rstrip("/")
        return
    programs = binaries()
    assert programs is not None
    with TemporaryDirectory(prefix="sursur-postgresql-") as folder:
        yield from _started(programs, Path(folder))


def _started(programs: Path, folder: Path) -> Iterator[str]:
    data, socket = folder / "data", folder / "socket"
    folder.chmod(0o755)
    for path in (data, socket):
        path.mkdir(mode=0o700)
    _hand_over(data, socket)
    _run(programs / "initdb", "-D", data, "-U", "sursur", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = " ".join(f"-c {one}" for one in (f"unix_socket_directories={socket}", *SETTINGS))
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
    try:
        yield f"postgresql://sursur@/{{name}}?host={socket}"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def create_database(address: str, name: str, template: str | None = None) -> str:
    """The address of a new database: empty, or a copy of another one that nobody is connected to."""
    with psycopg.connect(_within(address, "postgres"), autocommit=True) as connection:
        copied = f' TEMPLATE "{template}"' if template else ""
        if template and connection.info.server_version >= KNOWS_STRATEGIES:
            copied += " STRATEGY FILE_COPY"  # without syncing, files are copied in half the time
        connection.execute(f'CREATE DATABASE "{name}"{copied}')  # type: ignore[arg-type]
    return _within(address, name)


def drop_database(address: str, name: str) -> None:
    """Removes a database with whoever is still connected to it."""
    with psycopg.connect(_within(address, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def _within(address: str, name: str) -> str:
    return address.format(name=name) if "{name}" in address else f"{address}/{name}"


def _hand_over(*folders: Path) -> None:
    """PostgreSQL refuses to run as root: its folders go to the user that Debian's package makes."""
    if os.geteuid() == 0:
        for folder in folders:
            shutil.chown(folder, "postgres", "postgres")


def _run(*command: str | Path) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    done = subprocess.run(words, check=False, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
