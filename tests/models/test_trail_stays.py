"""The database refuses to change or remove what stands in the audit trail."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from matcher.audit import record
from models.audit import AuditEvent
from models.database import reading, writing

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def write_one(engine: Engine) -> None:
    with writing(engine) as session:
        record(session, "request.edited", ("request", "req-1"), now=NOW, actor="ana@example.org", change={"title": 1})


def stands(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(one.action, one.actor) for one in session.exec(select(AuditEvent))]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auditevent SET actor = 'nobody'",
        "DELETE FROM auditevent",
        "DELETE FROM auditevent WHERE action = 'request.edited'",
    ],
)
def test_no_statement_changes_or_removes_an_event(engine: Engine, statement: str) -> None:
    write_one(engine)

    with pytest.raises(DatabaseError, match="the audit trail is only added to"), writing(engine) as session:
        session.execute(text(statement))
    assert stands(engine) == [("request.edited", "ana@example.org")]


def change(session: Session) -> None:
    session.exec(select(AuditEvent)).one().actor = "nobody"


def remove(session: Session) -> None:
    session.delete(session.exec(select(AuditEvent)).one())


@pytest.mark.parametrize("act", [change, remove])
def test_our_own_code_cannot_either(engine: Engine, act: Callable[[Session], None]) -> None:
    write_one(engine)

    with pytest.raises(DatabaseError, match="only added to"), writing(engine) as session:
        act(session)
    assert stands(engine) == [("request.edited", "ana@example.org")]


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_postgresql_does_not_empty_it_either(engine: Engine) -> None:
    write_one(engine)

    with pytest.raises(DatabaseError, match="only added to"), writing(engine) as session:
        session.execute(text("TRUNCATE auditevent CASCADE"))
    assert stands(engine) == [("request.edited", "ana@example.org")]
