"""Deployments: experts who travel, or work from afar, in an exchange."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, model_validator
from pydantic import Field as PydanticField
from sqlalchemy import BigInteger
from sqlmodel import Field

from models.base import Identifier, JsonColumn, Schema, Versioned
from models.errors import UnfitError
from models.money import Amount, CurrencyCode


class Share(Schema):
    """What one organization bears of a cost, in whole percent."""

    organization: Identifier
    percent: int = Field(ge=1, le=100)


def _whole(shares: list[Share]) -> list[Share]:
    total = sum(one.percent for one in shares)
    if shares and total != 100:
        raise UnfitError("the shares sum to {total} %: they must sum to 100 %", total=total)
    if len({one.organization for one in shares}) < len(shares):
        raise UnfitError("an organization stands twice among the shares: name each once")
    return shares


Shares = Annotated[list[Share], PydanticField(max_length=20), AfterValidator(_whole)]


class DeploymentCreate(Schema):
    """A deployment as a party writes it; `expert` is a name or a role such as "hydrologist"."""

    expert: str = Field(min_length=2, max_length=200)
    organization: Identifier
    starts_on: date
    ends_on: date
    place: str = Field(default="", max_length=200)
    amount: Amount | None = None
    currency: CurrencyCode | None = None
    shares: Shares = []
    placement: Identifier | None = Field(default=None, description="the place on a roster from which the expert comes")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.ends_on < self.starts_on:
            raise UnfitError(
                "ends_on {ends_on} lies before starts_on {starts_on}", ends_on=self.ends_on, starts_on=self.starts_on
            )
        if (self.amount is None) != (self.currency is None):
            raise UnfitError("amount and currency belong together: give both or none")
        return self


class DeploymentUpdate(Schema):
    """What changes of a deployment."""

    expert: str | None = Field(default=None, min_length=2, max_length=200)
    organization: Identifier | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: str | None = Field(default=None, max_length=200)
    amount: Amount | None = None
    currency: CurrencyCode | None = None
    shares: Shares | None = None
    placement: Identifier | None = None


class Deployment(Versioned, table=True):
    """One expert, sent by an organization for some days, and who bears the cost.

    `placement` is the place on a roster from which the expert was called.
    """

    id: str = Field(primary_key=True, max_length=80)
    exchange: str = Field(foreign_key="exchange.id", index=True)
    expert: str
    organization: str = Field(foreign_key="organization.id")
    starts_on: date
    ends_on: date
    place: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)
    shares: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    placement: str | None = Field(default=None, foreign_key="placement.id", index=True)


class DeploymentPublic(BaseModel):
    """A deployment as those see it who take part; analysts see neither the expert, the roster nor the cost."""

    id: str
    expert: str | None
    organization: str
    starts_on: date
    ends_on: date
    place: str
    amount: int | None
    currency: str | None
    shares: list[Share]
    placement: str | None
    version: int
