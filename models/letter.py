"""Letters: mails to one account about one thing, such as an invitation or a reminder. Digests are not letters."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime


class Letter(SQLModel, table=True):
    """What one mail says, as data for its template; `once` names what must be said a single time.

    The content of a confidential letter, such as a link that opens an account, is removed once it is sent.
    """

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(foreign_key="account.email", index=True)
    kind: str
    once: str | None = Field(default=None, unique=True, max_length=200)
    confidential: bool = False
    content: dict[str, Any] = Field(sa_type=JsonColumn)
    written_at: datetime = Field(sa_type=UtcDateTime)
