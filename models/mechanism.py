"""Mechanisms: multilateral funds, networks and platforms that can support an exchange."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, Versioned
from models.checks import CountryCode, CountryCodes, LanguageCode, Modalities, Sectors


class MechanismKind(StrEnum):
    """What sort of support a mechanism gives."""

    FUND = "fund"
    PROGRAMME = "programme"
    NETWORK = "network"
    PLATFORM = "platform"
    ROSTER = "roster"
    AGREEMENT = "agreement"


class Call(StrEnum):
    """When a mechanism takes applications."""

    ROLLING = "rolling"
    YEARLY = "yearly"
    BIENNIAL = "biennial"
    ON_REQUEST = "on-request"


Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code."""


class MechanismCreate(Schema):
    """A mechanism as it arrives in a file; empty countries mean the whole region of its organization."""

    id: Identifier
    name: str = Field(min_length=2, max_length=300)
    organization: OrganizationReference
    kind: MechanismKind
    text: str = Field(min_length=1)
    language: LanguageCode
    countries: list[CountryCode] = []
    sectors: Sectors = []
    modalities: Modalities = []
    ceiling_amount: int | None = Field(default=None, gt=0)
    ceiling_currency: Currency | None = None
    minimum_countries: int | None = Field(default=None, ge=1)
    who_may_ask: str | None = None
    call: Call | None = None
    connects: CountryCodes = []
    source_document: str | None = None
    source_section: str | None = None


class Mechanism(Versioned, table=True):
    """A mechanism with its rules; `connects` are the countries whose rooms its video network joins."""

    id: str = Field(primary_key=True, max_length=80)
    name: str
    organization: str = Field(foreign_key="organization.id", index=True)
    kind: str
    text: str
    language: str
    countries: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    modalities: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    ceiling_amount: int | None = None
    ceiling_currency: str | None = None
    minimum_countries: int | None = None
    who_may_ask: str | None = None
    call: str | None = None
    connects: list[str] = Field(default_factory=list, sa_type=JsonColumn, sa_column_kwargs={"server_default": "[]"})
    source_document: str | None = None
    source_section: str | None = None


def all_mechanisms(session: Session) -> list[Mechanism]:
    """Every mechanism by identifier."""
    return list(session.exec(select(Mechanism).order_by(col(Mechanism.id))))


class MechanismPublic(Schema):
    """A mechanism as it is shown; empty countries mean the whole region of its organization."""

    id: str
    name: str
    organization: str
    kind: MechanismKind
    text: str
    language: str
    countries: list[str]
    sectors: list[str]
    modalities: list[str]
    ceiling_amount: int | None
    ceiling_currency: str | None
    minimum_countries: int | None
    who_may_ask: str | None
    call: Call | None
    connects: list[str]
    source_document: str | None
    source_section: str | None
