"""Notes on a match, between its parties and the focal point. They are never edited; a deleted one leaves its trace."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import Schema, UtcDateTime

MOST_TEXT = 4000
"""Longest note, in characters: two printed pages."""


class Audience(StrEnum):
    """Who reads a note besides its author's side: only the focal points, or the other party too."""

    FOCAL_POINT = "focal-point"
    PARTIES = "parties"


class NoteCreate(Schema):
    """A note as it is written."""

    text: str = Field(min_length=1, max_length=MOST_TEXT)
    audience: Audience


class MatchNote(SQLModel, table=True):
    """One note. `role` is the side that its author spoke for; a deleted note has no text."""

    id: int | None = Field(default=None, primary_key=True)
    match: int = Field(foreign_key="match.id", index=True)
    account: str = Field(foreign_key="account.email")
    role: str
    audience: str
    text: str
    written_at: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def notes_on(session: Session, match: int) -> list[MatchNote]:
    """The notes on a match, the oldest first; also deleted ones."""
    chosen = select(MatchNote).where(MatchNote.match == match)
    return list(session.exec(chosen.order_by(col(MatchNote.written_at), col(MatchNote.id))))
