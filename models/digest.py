"""Digests: one recipient's mail for one ISO week, with the content it was built from."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime


class SkipReason(StrEnum):
    """Why a recipient gets no mail in a week. Only `nothing-to-say` is stored with a digest; the others are told of
    before a run, and follow from the account, from its delivery or from a hold."""

    NOTHING_TO_SAY = "nothing-to-say"
    INACTIVE = "inactive"
    NOT_WANTED = "wants-no-digests"
    MAIL_STOPPED = "mail-stopped"
    HELD = "held"
    NOT_DUE_YET = "not-due-yet"
    HAS_IT = "has-it-already"
    IN_DOUBT = "in-doubt"
    REFUSED = "refused"


class Digest(SQLModel, table=True):
    """At most one a recipient and week; `skipped` says why no mail went out.

    `unsubscribe` is the word by which its reader ends the digests without signing in.
    """

    __table_args__ = (UniqueConstraint("account", "week"),)

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(foreign_key="account.email")
    week: str = Field(max_length=8, index=True)
    language: str = Field(max_length=8)
    content: dict[str, Any] = Field(sa_type=JsonColumn)
    skipped: str | None = None
    built_at: datetime = Field(sa_type=UtcDateTime)
    unsubscribe: str | None = Field(default=None, unique=True, max_length=64)
