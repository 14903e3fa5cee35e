"""What people write of exchanges, and what they see of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, model_validator
from sqlmodel import Field

from models.base import Identifier, Schema
from models.catalogue import SeenElsewhere
from models.checks import LanguageCode, Modality, Sectors
from models.cost_share import CostSharePublic
from models.deployment import DeploymentPublic
from models.errors import UnfitError
from models.evaluation import EvaluationPublic
from models.exchange import PartyRole
from models.milestone import MilestonePublic


class CancelReason(StrEnum):
    """Why an exchange was given up; `other` needs a note."""

    NO_FUNDING = "no-funding"
    NO_AGREEMENT = "no-agreement"
    NO_CAPACITY = "no-capacity"
    PRIORITIES_CHANGED = "priorities-changed"
    NEED_MET_OTHERWISE = "need-met-otherwise"
    FORCE_MAJEURE = "force-majeure"
    REGISTERED_TWICE = "registered-twice"
    OTHER = "other"


class Cancellation(Schema):
    """Why an exchange is given up."""

    reason: CancelReason
    note: str = Field(default="", max_length=2000)

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.reason == CancelReason.OTHER and not self.note:
            raise UnfitError("the reason 'other' needs a note: say in a sentence why")
        return self


class PartyInvite(Schema):
    """An organization that is asked to take part."""

    organization: Identifier
    role: PartyRole


class ExchangeRegister(Schema):
    """A past, running or coming cooperation as one side registers it; `requester` receives, `provider` teaches."""

    requester: Identifier
    provider: Identifier
    title: str = Field(min_length=2, max_length=300)
    text: str = Field(default="", max_length=20_000)
    language: LanguageCode | None = None
    sectors: Sectors = []
    modality: Modality | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    shown_in_full: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise UnfitError(
                "ends_on {ends_on} lies before starts_on {starts_on}", ends_on=self.ends_on, starts_on=self.starts_on
            )
        return self


class ExchangeUpdate(Schema):
    """The terms that change; only before both sides have agreed."""

    title: str | None = Field(default=None, min_length=2, max_length=300)
    text: str | None = Field(default=None, max_length=20_000)
    language: LanguageCode | None = None
    sectors: Sectors | None = None
    modality: Modality | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    shown_in_full: bool | None = None


class PartyPublic(BaseModel):
    """A side as everybody may see it."""

    role: str
    country: str | None
    organization: str | None


class ExchangeFields(BaseModel):
    """What every view of an exchange tells; `also_at` in which other catalogues it stands, where that was looked up."""

    id: str
    state: str
    title: str
    text: str | None
    language: str | None
    sectors: list[str]
    modality: str | None
    start_year: int | None
    end_year: int | None
    outcome: float | None
    also_at: list[SeenElsewhere] | None = None


class ExchangePublic(ExchangeFields):
    """An exchange as everybody may see it; text, organizations and outcome only where they are public."""

    parties: list[PartyPublic]


class PartyView(PartyPublic):
    """A side as those see it who take part."""

    accepted: bool
    agreed_at: datetime | None


class ExchangeView(ExchangeFields):
    """An exchange as those see it who take part, with what the reader may do now. Analysts see it without expert names,
    amounts and free texts of evaluations."""

    parties: list[PartyView]
    match: int | None
    shown_in_full: bool
    starts_on: date | None
    ends_on: date | None
    agreed_at: datetime | None
    started_on: date | None
    ended_on: date | None
    cancel_reason: str | None
    cancel_note: str | None
    milestones: list[MilestonePublic]
    deployments: list[DeploymentPublic]
    cost_shares: list[CostSharePublic]
    evaluations: list[EvaluationPublic]
    allowed: list[str]
    version: int


class Contact(BaseModel):
    """An account of a party, for the other parties."""

    organization: str
    name: str
    email: str
