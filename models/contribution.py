"""Contributions: the questions that are put to a community, and the answers that its members give."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, StringConstraints
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Schema, UtcDateTime, Versioned
from models.checks import LanguageCode

MOST_TITLE = 200
MOST_TEXT = 4_000
"""Longest text, in characters: two printed pages."""
MOST_NOTE = 500
Title = Annotated[str, StringConstraints(min_length=5, max_length=MOST_TITLE, pattern=r"^[^\n\r]*$")]
Text = Annotated[str, StringConstraints(min_length=2, max_length=MOST_TEXT)]


class Cause(StrEnum):
    """Why a contribution is reported or hidden."""

    OFF_TOPIC = "off-topic"
    CONTACT_DATA = "contact-data"
    ADVERTISING = "advertising"
    OFFENSIVE = "offensive"
    WRONG = "wrong"
    REPEATED = "repeated"


class QuestionPost(Schema):
    """A question as a member puts it."""

    title: Title
    text: Text
    language: LanguageCode

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "¿Cómo miden la anemia en niños menores de dos años?",
                    "text": "Buscamos un método que un puesto de salud rural pueda usar sin laboratorio.",
                    "language": "es",
                }
            ]
        }
    }


class AnswerPost(Schema):
    """An answer as a member gives it."""

    text: Text
    language: LanguageCode

    model_config = {
        "json_schema_extra": {
            "examples": [{"text": "Usamos hemoglobinómetros portátiles desde 2019.", "language": "es"}]
        }
    }


class ContributionUpdate(Schema):
    """What its author changes of a contribution; an answer has no title."""

    title: Title | None = None
    text: Text | None = None
    language: LanguageCode | None = None

    model_config = {"json_schema_extra": {"examples": [{"text": "Usamos hemoglobinómetros portátiles desde 2018."}]}}


class Reported(Schema):
    """Why somebody reports or hides a contribution."""

    cause: Cause
    note: str | None = Field(default=None, max_length=MOST_NOTE)

    model_config = {"json_schema_extra": {"examples": [{"cause": "off-topic"}]}}


class Contribution(Versioned, table=True):
    """A question, or an answer to the one that `question` names.

    `at` is when it was given, `last_at` for a question also when it was last answered. A hidden one keeps its text for
    those who moderate; a closed question takes no more answers.
    """

    id: str = Field(primary_key=True, max_length=80)
    community: str = Field(foreign_key="community.id")
    question: str | None = Field(default=None, foreign_key="contribution.id", index=True)
    title: str = ""
    text: str
    language: str
    account: str = Field(foreign_key="account.email", index=True)
    organization: str | None = Field(default=None, foreign_key="organization.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    last_at: datetime = Field(sa_type=UtcDateTime)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hidden_as: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    __table_args__ = (Index("ix_contribution_of_community", "community", "question", "last_at"),)

    @property
    def thread(self) -> str:
        """The question that it is, or belongs to."""
        return self.question or self.id


class ContributionReport(SQLModel, table=True):
    """That somebody finds a contribution out of place; one of each account."""

    id: str = Field(primary_key=True, max_length=80)
    contribution: str = Field(foreign_key="contribution.id")
    account: str = Field(foreign_key="account.email", index=True)
    cause: str
    note: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)

    __table_args__ = (UniqueConstraint("contribution", "account"),)


class ContributionPublic(BaseModel):
    """A contribution as its reader sees it: who speaks is told by the organization. A hidden one has its words only for
    those who moderate, and so has `reports`, how many found it out of place."""

    id: str
    community: str
    question: str | None
    title: str
    text: str
    language: str
    organization: str | None
    own: bool
    at: datetime
    edited_at: datetime | None
    hidden_as: Cause | None
    closed_at: datetime | None
    answers: int
    reports: int | None
    allowed: list[str]
    version: int
