"""Cost shares: what each party brings to an exchange, in cash or in kind."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, model_validator
from sqlalchemy import BigInteger
from sqlmodel import Field

from models.base import Identifier, Schema, Versioned
from models.errors import UnfitError
from models.money import Amount, CurrencyCode


class CostKind(StrEnum):
    """How a party contributes."""

    CASH = "cash"
    IN_KIND = "in-kind"


class CostShareCreate(Schema):
    """A contribution as a party writes it; one in kind may have no price."""

    organization: Identifier
    kind: CostKind
    what: str = Field(min_length=2, max_length=300)
    amount: Amount | None = None
    currency: CurrencyCode | None = None

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if (self.amount is None) != (self.currency is None):
            raise UnfitError("amount and currency belong together: give both or none")
        if self.kind == CostKind.CASH and self.amount is None:
            raise UnfitError("a contribution in cash needs an amount and a currency")
        return self


class CostShareUpdate(Schema):
    """What changes of a contribution."""

    organization: Identifier | None = None
    kind: CostKind | None = None
    what: str | None = Field(default=None, min_length=2, max_length=300)
    amount: Amount | None = None
    currency: CurrencyCode | None = None


class CostShare(Versioned, table=True):
    """One contribution of one party."""

    id: str = Field(primary_key=True, max_length=80)
    exchange: str = Field(foreign_key="exchange.id", index=True)
    organization: str = Field(foreign_key="organization.id")
    kind: str
    what: str
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)


class CostSharePublic(BaseModel):
    """A contribution as those see it who take part; analysts do not see the amount."""

    id: str
    organization: str
    kind: str
    what: str
    amount: int | None
    currency: str | None
    version: int
