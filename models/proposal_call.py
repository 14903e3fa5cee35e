"""Calls for proposals: when a mechanism takes applications, by which rules and criteria."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field as PydanticField
from pydantic import model_validator
from sqlmodel import Field

from models.base import Identifier, JsonColumn, Schema, UtcDateTime, Versioned
from models.checks import CountryCodes, Modalities, Sectors
from models.errors import UnfitError
from models.mechanism import Currency, Mechanism

MOST_CRITERIA = 20


class Criterion(Schema):
    """What applications are judged by; `weight` in percent where the source gives it."""

    text: str = Field(min_length=2, max_length=500)
    weight: int | None = Field(default=None, ge=1, le=100)


Criteria = Annotated[list[Criterion], PydanticField(max_length=MOST_CRITERIA)]
Paper = Annotated[str, PydanticField(min_length=2, max_length=200)]
Papers = Annotated[list[Paper], PydanticField(max_length=20)]


def check_days(*, rolling: bool, opens_on: date | None, closes_on: date | None) -> None:
    """Raises ValueError for a call that closes although it is rolling, or before it opens."""
    if rolling and closes_on is not None:
        raise UnfitError("a rolling call does not close: leave closes_on out")
    if opens_on is not None and closes_on is not None and closes_on < opens_on:
        raise UnfitError("closes_on {closes} lies before opens_on {opens}", closes=closes_on, opens=opens_on)


class ProposalCallPost(Schema):
    """A call as those write it who run its mechanism. Rules that it leaves out are those of the mechanism.

    `rolling` calls take applications at any time; of others the days may be unknown.
    """

    mechanism: Identifier
    title: str = Field(min_length=2, max_length=300)
    rolling: bool = False
    opens_on: date | None = None
    closes_on: date | None = None
    countries: CountryCodes = []
    sectors: Sectors = []
    modalities: Modalities = []
    minimum_countries: int | None = Field(default=None, ge=1)
    ceiling_amount: int | None = Field(default=None, gt=0)
    ceiling_currency: Currency | None = None
    criteria: Criteria = []
    papers: Papers = []

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "mechanism": "mec-rpg",
                    "title": "Bienes públicos regionales: convocatoria 2027",
                    "opens_on": "2027-02-01",
                    "closes_on": "2027-04-30",
                    "minimum_countries": 3,
                    "criteria": [{"text": "Relevancia regional", "weight": 40}],
                }
            ]
        }
    }

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_days(rolling=self.rolling, opens_on=self.opens_on, closes_on=self.closes_on)
        if self.ceiling_amount is not None and self.ceiling_currency is None:
            raise UnfitError("an amount needs its currency (ISO 4217)")
        return self


class ProposalCallCreate(ProposalCallPost):
    """A call as it arrives in a file. `awarded_count` and `awarded_amount` tell what came of a past one."""

    id: Identifier
    awarded_count: int | None = Field(default=None, ge=0)
    awarded_amount: int | None = Field(default=None, ge=0)
    awarded_currency: Currency | None = None
    source_document: str | None = None
    source_section: str | None = None


class Clearable(StrEnum):
    """What a call need not say: a rule that is cleared is the mechanism's again."""

    OPENS_ON = "opens_on"
    CLOSES_ON = "closes_on"
    COUNTRIES = "countries"
    SECTORS = "sectors"
    MODALITIES = "modalities"
    MINIMUM_COUNTRIES = "minimum_countries"
    CEILING_AMOUNT = "ceiling_amount"
    CEILING_CURRENCY = "ceiling_currency"
    CRITERIA = "criteria"
    PAPERS = "papers"


class ProposalCallUpdate(Schema):
    """What changes of a call, and what it says no longer."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    rolling: bool | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    countries: CountryCodes | None = None
    sectors: Sectors | None = None
    modalities: Modalities | None = None
    minimum_countries: int | None = Field(default=None, ge=1)
    ceiling_amount: int | None = Field(default=None, gt=0)
    ceiling_currency: Currency | None = None
    criteria: Criteria | None = None
    papers: Papers | None = None
    clear: list[Clearable] = []


class ProposalCall(Versioned, table=True):
    """A call of a mechanism; an empty rule is the mechanism's own."""

    id: str = Field(primary_key=True, max_length=80)
    mechanism: str = Field(foreign_key="mechanism.id", index=True)
    title: str = Field(index=True)
    rolling: bool = False
    opens_on: date | None = None
    closes_on: date | None = Field(default=None, index=True)
    countries: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    modalities: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    minimum_countries: int | None = None
    ceiling_amount: int | None = None
    ceiling_currency: str | None = None
    criteria: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    papers: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    awarded_count: int | None = None
    awarded_amount: int | None = None
    awarded_currency: str | None = None
    source_document: str | None = None
    source_section: str | None = None
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    def is_open(self, on: date) -> bool:
        """Whether it may take applications on a day: it has begun as far as known, has not closed, and is kept up."""
        begun = self.opens_on is None or self.opens_on <= on
        return begun and (self.closes_on is None or self.closes_on >= on) and self.archived_at is None


RULES = ("countries", "sectors", "modalities", "minimum_countries")


def with_rules(call: ProposalCall, mechanism: Mechanism) -> Mechanism:
    """The mechanism with the rules of a call in the place of its own; a record apart, stored nowhere."""
    own = {name: getattr(call, name) for name in RULES if getattr(call, name)}
    if call.ceiling_amount:
        own |= {"ceiling_amount": call.ceiling_amount, "ceiling_currency": call.ceiling_currency}
    return Mechanism(**mechanism.model_dump() | own)


class ProposalCallPublic(Schema):
    """A call as everybody may see it; empty rules are those of its mechanism."""

    id: str
    mechanism: str
    title: str
    rolling: bool
    opens_on: date | None
    closes_on: date | None
    countries: list[str]
    sectors: list[str]
    modalities: list[str]
    minimum_countries: int | None
    ceiling_amount: int | None
    ceiling_currency: str | None
    criteria: list[Criterion]
    papers: list[str]
    awarded_count: int | None
    awarded_amount: int | None
    awarded_currency: str | None
    source_document: str | None
    source_section: str | None
    archived_at: datetime | None
    version: int
