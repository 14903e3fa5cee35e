"""Milestones: what an exchange is to reach, and by when."""

from datetime import date

from pydantic import BaseModel
from sqlmodel import Field

from models.base import Schema, Versioned


class MilestoneCreate(Schema):
    """A milestone as a party writes it; without a position it comes last."""

    title: str = Field(min_length=2, max_length=300)
    due_on: date
    done_on: date | None = None
    position: int | None = Field(default=None, ge=0, le=1000)


class MilestoneUpdate(Schema):
    """What changes of a milestone."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    due_on: date | None = None
    done_on: date | None = None
    position: int | None = Field(default=None, ge=0, le=1000)


class Milestone(Versioned, table=True):
    """One activity or result of an exchange, in the order of `position`."""

    id: str = Field(primary_key=True, max_length=80)
    exchange: str = Field(foreign_key="exchange.id", index=True)
    position: int = 0
    title: str
    due_on: date
    done_on: date | None = None


class MilestonePublic(BaseModel):
    """A milestone as those see it who take part."""

    id: str
    position: int
    title: str
    due_on: date
    done_on: date | None
    version: int
