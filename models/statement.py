"""Statements: the record that each main side keeps of an exchange, to be compared with the other's."""

from datetime import date
from typing import Self

from pydantic import BaseModel, model_validator
from sqlalchemy import BigInteger
from sqlmodel import Field

from models.base import JsonColumn, Schema, Versioned
from models.checks import Modality, Sectors
from models.errors import UnfitError
from models.money import Amount, CurrencyCode

STATED = ("title", "modality", "sectors", "starts_on", "ends_on", "cost", "currency")
"""What a side may state."""


class StatementWrite(Schema):
    """What a side states; what it leaves out stays as it was."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    modality: Modality | None = None
    sectors: Sectors | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    cost: Amount | None = None
    currency: CurrencyCode | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise UnfitError(
                "ends_on {ends_on} lies before starts_on {starts_on}", ends_on=self.ends_on, starts_on=self.starts_on
            )
        return self


class Statement(Versioned, table=True):
    """One side's record of one exchange; what is None it has not stated."""

    exchange: str = Field(primary_key=True, foreign_key="exchange.id", max_length=80)
    organization: str = Field(primary_key=True, foreign_key="organization.id", max_length=80)
    title: str | None = None
    modality: str | None = None
    sectors: list[str] | None = Field(default=None, sa_type=JsonColumn)
    starts_on: date | None = None
    ends_on: date | None = None
    cost: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)


class StatementPublic(BaseModel):
    """A side's record as the other sees it."""

    organization: str
    title: str | None
    modality: str | None
    sectors: list[str] | None
    starts_on: date | None
    ends_on: date | None
    cost: int | None
    currency: str | None
    version: int
