"""Holds: what must not go out until a person says so."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel

from models.base import UtcDateTime


class Held(StrEnum):
    """What can be held: the weekly digests, or all mail."""

    DIGESTS = "digests"
    MAIL = "mail"


class Hold(SQLModel, table=True):
    """Why something is held, since when and by whom; without a row it flows."""

    name: str = Field(primary_key=True, max_length=20)
    reason: str
    by: str
    since: datetime = Field(sa_type=UtcDateTime)


def hold_on(session: Session, what: Held) -> Hold | None:
    """The hold on something."""
    return session.get(Hold, what)
