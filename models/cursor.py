"""Cursors: how far something has read the audit trail, and numbers that only grow."""

from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col

from models.database import insert_unless_known


class Cursor(SQLModel, table=True):
    """The number of the last audit event that a reader has dealt with, or how many of something there were."""

    name: str = Field(primary_key=True, max_length=80)
    position: int


def position_of(session: Session, name: str) -> int:
    """Where a reader stands; 0 at the beginning."""
    row = session.get(Cursor, name)
    return row.position if row else 0


def move_cursor(session: Session, name: str, position: int) -> None:
    """Notes that a reader has dealt with everything up to an event; others may do so at the same time."""
    insert_unless_known(session, Cursor, {"name": name, "position": 0})
    behind = (col(Cursor.name) == name, col(Cursor.position) < position)
    session.execute(update(Cursor).where(*behind).values(position=position))


def count_one(session: Session, name: str) -> None:
    """Counts one more; of many who count at the same time none is lost."""
    insert_unless_known(session, Cursor, {"name": name, "position": 0})
    session.execute(update(Cursor).where(col(Cursor.name) == name).values(position=col(Cursor.position) + 1))
