"""Cursors: how far something has read the audit trail."""

from sqlmodel import Field, Session, SQLModel


class Cursor(SQLModel, table=True):
    """The number of the last audit event that a reader has dealt with."""

    name: str = Field(primary_key=True, max_length=80)
    position: int


def position_of(session: Session, name: str) -> int:
    """Where a reader stands; 0 at the beginning."""
    row = session.get(Cursor, name)
    return row.position if row else 0


def move_cursor(session: Session, name: str, position: int) -> None:
    """Notes that a reader has dealt with everything up to an event."""
    row = session.get(Cursor, name) or Cursor(name=name, position=0)
    row.position = max(row.position, position)
    session.add(row)
    session.flush()
