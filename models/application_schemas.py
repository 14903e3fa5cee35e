"""What people write of applications, and what they see of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, model_validator
from pydantic import Field as PydanticField
from sqlmodel import Field

from models.application import PartnerAnswer, PartnerRole
from models.base import Identifier, Schema
from models.checks import CountryCode, LanguageCode
from models.errors import UnfitError
from models.money import Amount, CurrencyCode

MOST_PARTNERS = 30
"""Partners of one application: about as many countries as the region has."""


class OutcomeReason(StrEnum):
    """Why an application was approved or declined; `other` needs a note."""

    CRITERIA_MET = "criteria-met"
    APPROVED_IN_PART = "approved-in-part"
    OUT_OF_FUNDS = "out-of-funds"
    OTHERS_BETTER = "others-better"
    NOT_ELIGIBLE = "not-eligible"
    OUT_OF_SCOPE = "out-of-scope"
    INCOMPLETE = "incomplete"
    OTHER = "other"


APPROVING = (OutcomeReason.CRITERIA_MET, OutcomeReason.APPROVED_IN_PART)
"""The reasons of an approval; all others are those of a refusal."""


class PartnerPost(Schema):
    """A country, or an organization with its country, that is asked to take part, and what it would do."""

    country: CountryCode | None = None
    organization: Identifier | None = None
    role: PartnerRole = PartnerRole.REQUESTER
    part: str = Field(default="", max_length=2_000)

    model_config = {
        "json_schema_extra": {"examples": [{"country": "GTM", "role": "requester", "part": "Two pilot towns"}]}
    }

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.country is None and self.organization is None:
            raise UnfitError("a partner is a country or an organization: name one")
        return self


class PartnerReply(Schema):
    """What a partner answers; `part` corrects what it does."""

    accept: bool
    part: str | None = Field(default=None, max_length=2_000)


class ApplicationPost(Schema):
    """An application as its lead begins it; `request` or `exchange` says what it is about."""

    call: Identifier
    request: Identifier | None = None
    exchange: Identifier | None = None
    title: str = Field(min_length=2, max_length=300)
    text: str = Field(default="", max_length=20_000)
    language: LanguageCode | None = None
    amount_asked: Amount | None = None
    currency: CurrencyCode | None = None
    partners: Annotated[list[PartnerPost], PydanticField(max_length=MOST_PARTNERS)] = []

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "call": "cal-rpg-yearly",
                    "request": "req-agua",
                    "title": "Agua rural en tres países",
                    "amount_asked": 150000,
                    "currency": "USD",
                    "partners": [{"country": "GTM"}, {"country": "BRA", "role": "provider"}],
                }
            ]
        }
    }

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if self.request is None and self.exchange is None:
            raise UnfitError("an application is about a request or an exchange: name one")
        if self.amount_asked is not None and self.currency is None:
            raise UnfitError("an amount needs its currency (ISO 4217)")
        return self


class ApplicationUpdate(Schema):
    """What its lead changes while it is a draft."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    text: str | None = Field(default=None, max_length=20_000)
    language: LanguageCode | None = None
    amount_asked: Amount | None = None
    currency: CurrencyCode | None = None


class Outcome(Schema):
    """What was decided, and why; `amount_granted` in the currency that was asked for."""

    approved: bool
    reason: OutcomeReason
    amount_granted: Amount | None = None
    note: str = Field(default="", max_length=2_000)

    model_config = {
        "json_schema_extra": {"examples": [{"approved": True, "reason": "criteria-met", "amount_granted": 120000}]}
    }

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.reason == OutcomeReason.OTHER and not self.note:
            raise UnfitError("the reason 'other' needs a note: say in a sentence why")
        if self.reason != OutcomeReason.OTHER and self.approved != (self.reason in APPROVING):
            raise UnfitError("this reason does not go with this decision: choose another reason")
        if self.amount_granted is not None and not self.approved:
            raise UnfitError("what is declined is granted nothing: leave amount_granted out")
        return self


class PartnerView(BaseModel):
    """A partner as those see it who take part."""

    id: str
    country: str
    organization: str | None
    role: PartnerRole
    part: str
    answer: PartnerAnswer
    answered_at: datetime | None


class ApplicationPublic(BaseModel):
    """An approved application as everybody may see it. Analysts see declined ones so too, with the reason."""

    id: str
    call: str
    title: str
    language: str
    country: str | None
    countries: list[str]
    state: str
    amount_granted: int | None
    currency: str | None
    decided_at: datetime | None
    reason: str | None


class ApplicationView(ApplicationPublic):
    """An application as those see it who take part or decide, with what the reader may do now."""

    organization: str
    request: str | None
    exchange: str | None
    text: str
    amount_asked: int | None
    note: str | None
    created_at: datetime
    submitted_at: datetime | None
    partners: list[PartnerView]
    allowed: list[str]
    version: int
