"""The question that is asked one year after a request was answered or closed: was the need met?"""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel
from sqlmodel import Field, SQLModel

from models.base import Schema, UtcDateTime


class NeedMet(StrEnum):
    """Whether a need was met."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class NeedAnswer(Schema):
    """What the requester answers."""

    answer: NeedMet
    text: str = Field(default="", max_length=5000)


class NeedQuestion(SQLModel, table=True):
    """The one question about one request, and what was answered."""

    request: str = Field(primary_key=True, foreign_key="request.id", max_length=80)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answer: str | None = None
    text: str = ""
    account: str | None = Field(default=None, foreign_key="account.email")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NeedQuestionPublic(BaseModel):
    """The question as the requester sees it."""

    request: str
    asked_at: datetime
    answer: str | None
    text: str
    answered_at: datetime | None
