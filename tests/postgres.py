"""A PostgreSQL server for the tests: the one that `SURSUR_TEST_POSTGRESQL` names, or one started from its binaries."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    with own_server() as own:
        yield own.address


@dataclass(frozen=True)
class OwnServer:
    """A server that the tests started themselves, and may stop."""

    programs: Path
    folder: Path
    settings: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its address, without a database name."""
        return f"postgresql://sursur@/{{name}}?host={self.folder / 'socket'}"

    def start(self) -> None:
        """Starts it, and waits until it takes calls."""
        socket = f"unix_socket_directories={self.folder / 'socket'}"
        options = " ".join(f"-c {one}" for one in (socket, *self.settings))
        self._control("-w", "-l", self.folder / "data" / "log", "-o", options, "start")

    def stop(self, mode: str) -> None:
        """Stops it: `fast` ends whoever is connected, `immediate` ends as a crash does."""
        self._control("-m", mode, "stop")

    def create_on(self, folder: Path) -> str:
        """The address of a new database whose tables lie in a folder, which belongs to the server."""
        with psycopg.connect(_within(self.address, "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")  # type: ignore[arg-type]
            connection.execute("CREATE DATABASE small TABLESPACE small")
        return _within(self.address, "small")

    def drop_from(self) -> None:
        """Removes that database, and leaves the folder."""
        drop_database(self.address, "small")
        with psycopg.connect(_within(self.address, "postgres"), autocommit=True) as connection:
            connection.execute("DROP TABLESPACE small")

    def _control(self, *words: str | Path) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", *words)


@contextmanager
def own_server(*settings: str) -> Iterator[OwnServer]:
    """A server of the machine's binaries, which must be there; its data end with it."""
    programs = binaries()
    assert programs is not None
    with TemporaryDirectory(prefix="sursur-postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for path in (folder / "data", folder / "socket"):
            path.mkdir(mode=0o700)
            hand_over(path)
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", "sursur", "--auth=trust", "--encoding=UTF8", "--no-sync")
        own = OwnServer(programs, folder, (*SETTINGS, *settings))
        own.start()
        try:
            yield own
        finally:
            own.stop("immediate")


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


def hand_over(*folders: Path) -> None:
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
