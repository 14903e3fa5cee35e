"""Evaluations: what a side says of an exchange half way and at its end."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Schema, UtcDateTime
from models.need_question import NeedMet


class Stage(StrEnum):
    """When an evaluation is given."""

    MID_TERM = "mid-term"
    FINAL = "final"


CRITERIA = ("relevance", "delivery", "results", "sustainability")
"""What is rated from 1 (not at all) to 5 (fully)."""
LOWEST, HIGHEST = 1, 5


class EvaluationCreate(Schema):
    """An evaluation as a side sends it; ratings run from 1 (not at all) to 5 (fully)."""

    stage: Stage
    relevance: int = Field(ge=LOWEST, le=HIGHEST, description="did it answer the need?")
    delivery: int = Field(ge=LOWEST, le=HIGHEST, description="was it done well and in time?")
    results: int = Field(ge=LOWEST, le=HIGHEST, description="did it bring what was expected?")
    sustainability: int = Field(ge=LOWEST, le=HIGHEST, description="will it last?")
    text: str = Field(default="", max_length=10_000)
    would_recommend: bool
    need_met: NeedMet


class Evaluation(SQLModel, table=True):
    """What one organization said at one stage; never changed once it is sent."""

    __table_args__ = (UniqueConstraint("exchange", "stage", "organization"),)

    id: int | None = Field(default=None, primary_key=True)
    exchange: str = Field(foreign_key="exchange.id", index=True)
    stage: str
    organization: str = Field(foreign_key="organization.id")
    account: str | None = Field(default=None, foreign_key="account.email")
    relevance: int
    delivery: int
    results: int
    sustainability: int
    text: str = ""
    would_recommend: bool
    need_met: str
    sent_at: datetime = Field(sa_type=UtcDateTime)


class EvaluationPublic(BaseModel):
    """An evaluation as those see it who may; analysts do not see the text."""

    stage: str
    organization: str
    relevance: int
    delivery: int
    results: int
    sustainability: int
    text: str | None
    would_recommend: bool
    need_met: str
    sent_at: datetime
