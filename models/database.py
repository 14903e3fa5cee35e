"""One way to a database: engines with safe defaults, and one transaction per unit of work.

SQLite runs in WAL mode with foreign keys on, and a writing transaction takes its lock at the start
(`BEGIN IMMEDIATE`), so that two writers wait for each other instead of losing an edit.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Engine, event, inspect, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlmodel import Session, SQLModel, create_engine

from locales.messages import Message
from models.errors import UnfitError
from models.folding import folded, holds_folded

ADDRESSES = Message("give a sqlite:/// or postgresql:// address")
BUSY_TIMEOUT_MS = 15_000
ASIDE_MS = 250
CONNECTIONS = 20
"""Connections that a process has at most, and keeps: four processes fit into the 100 that PostgreSQL allows."""
_POOL = {"pool_size": CONNECTIONS, "max_overflow": 0}
LOCK = 0x53757273
"""The number of the PostgreSQL advisory lock: "Surs" in ASCII."""


def _decoded(text: str) -> Any:  # noqa: ANN401
    """What a JSON column holds. Half of a surrogate pair, which Python writes, only Python reads."""
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)


_JSON = {"json_deserializer": _decoded}


def kind_of_database(url: str) -> str:
    """`sqlite` or `postgresql`. Raises ValueError for any other address."""
    try:
        kind = make_url(url).get_backend_name()
    except ArgumentError:
        raise UnfitError("this is not the address of a database: {addresses}", addresses=ADDRESSES) from None
    if kind not in {"sqlite", "postgresql"}:
        raise UnfitError("{kind} is not supported: {addresses}", kind=kind, addresses=ADDRESSES)
    return kind


def open_database(url: str) -> Engine:
    """An engine for a SQLite or PostgreSQL `url`; creates the folder of an SQLite file.

    Raises ValueError for any other kind of database.
    """
    parsed = make_url(url)
    if kind_of_database(url) == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **_POOL, **_JSON)
    in_file = parsed.database and parsed.database != ":memory:"
    if in_file:
        Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, **_POOL if in_file else {}, **_JSON)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def insert_unless_known(session: Session, table: type[SQLModel], values: Mapping[str, Any]) -> Any | None:  # noqa: ANN401
    """Inserts a row unless a unique key of it is taken; answers its first key column, None where it was known."""
    key = inspect(table).primary_key[0]
    return session.execute(_insert_new(session, table).values(**values).returning(key)).scalar()


def insert_new(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows but for those of which a unique key is taken."""
    if rows:
        session.execute(_insert_new(session, table), rows)


def _insert_new(session: Session, table: type[SQLModel]) -> Any:  # noqa: ANN401
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001
    connection.isolation_level = None  # transactions are begun by _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("folded", 1, _folded_if_any, deterministic=True)
    connection.create_function("holds", 2, holds_folded, deterministic=True)


def _folded_if_any(text: str | None) -> str | None:
    return None if text is None else folded(text)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    wait = options.get("wait_ms", BUSY_TIMEOUT_MS)
    if wait != BUSY_TIMEOUT_MS:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
    finally:
        if wait != BUSY_TIMEOUT_MS:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only looks: whatever it changed is rolled back."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed as one transaction at the end, or not at all."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def writing_aside(engine: Engine) -> Iterator[Session]:
    """As `writing`, for what nobody should wait for: gives up soon where another program holds SQLite."""
    with writing(engine.execution_options(wait_ms=ASIDE_MS)) as session:
        yield session


@contextmanager
def writing_alone(engine: Engine) -> Iterator[Session]:
    """As `writing`, and no other process is in here at the same time: for loads, match runs and the like."""
    with writing(engine) as session:
        wait_for_others(session.connection())
        yield session


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction, alone, in which tables may be made anew. SQLite drops no table that others refer to while it
    looks after references; here it looks after them once, at the end. Raises IntegrityError where one leads nowhere."""
    with (
        engine.execution_options(writes=True).connect() as connection,
        _without_references(connection),
        connection.begin(),
    ):
        wait_for_others(connection)
        yield connection
        _check_references(connection)


@contextmanager
def _without_references(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection  # within a transaction the switch would do nothing
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost is not None:
            raise IntegrityError(
                f"a row of {lost[0]} refers to a row of {lost[2]} that is not there", None, Exception()
            )


def wait_for_others(connection: Connection) -> None:
    """Waits until no other process holds this lock, and takes it for the transaction. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


@contextmanager
def trying(engine: Engine) -> Iterator[Session]:
    """A session that works like a writing one, and whose work is taken back at the end."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session
        session.rollback()
