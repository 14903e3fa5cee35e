"""Exchanges: past or running cooperations, the edges of the exchange network."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import model_validator
from sqlalchemy import Index, true
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime, Versioned
from models.change import mark_changes
from models.checks import CountryCode, LanguageCode, Modality, Sectors
from models.errors import UnfitError
from models.states import Moves, guard_state


class ExchangeState(StrEnum):
    """Where an exchange stands: both sides want it, have agreed on its terms, work, have ended, or gave it up."""

    ACCEPTED = "accepted"
    AGREED = "agreed"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


EXCHANGE_MOVES: Moves = {
    ExchangeState.ACCEPTED: {ExchangeState.AGREED, ExchangeState.CANCELLED},
    ExchangeState.AGREED: {ExchangeState.RUNNING, ExchangeState.CANCELLED},
    ExchangeState.RUNNING: {ExchangeState.COMPLETED, ExchangeState.CANCELLED},
}
OPEN_STATES = (ExchangeState.ACCEPTED, ExchangeState.AGREED, ExchangeState.RUNNING)
KNOWN_STATES = (ExchangeState.RUNNING, ExchangeState.COMPLETED)
"""The states in which an exchange is public knowledge, and experience that the ranking may use."""


class PartyRole(StrEnum):
    """What a side does in an exchange: the requester receives, providers teach."""

    REQUESTER = "requester"
    PROVIDER = "provider"
    SECOND_PROVIDER = "second-provider"
    FACILITATOR = "facilitator"
    FUNDER = "funder"


TEACHING = frozenset({PartyRole.PROVIDER, PartyRole.SECOND_PROVIDER})
"""The roles of those who teach."""
SUPPORTING = (PartyRole.FACILITATOR, PartyRole.FUNDER)
"""The roles of those who make an exchange possible without teaching or learning."""


class Party(Schema):
    """One further side of an exchange."""

    role: PartyRole
    country: CountryCode | None = None
    organization: OrganizationReference | None = None


class ExchangeCreate(Schema):
    """An exchange as it arrives in a file."""

    id: Identifier
    requester_country: CountryCode
    provider_country: CountryCode
    requester: OrganizationReference | None = None
    provider: OrganizationReference | None = None
    title: str = Field(default="", max_length=300)
    text: str = Field(default="", max_length=20_000)
    language: LanguageCode | None = None
    sectors: Sectors = []
    modality: Modality | None = None
    start_year: int | None = Field(default=None, ge=1945, le=2100)
    end_year: int | None = Field(default=None, ge=1945, le=2100)
    outcome: float | None = Field(default=None, ge=0, le=1)
    facilitators: list[OrganizationReference] = []
    funders: list[OrganizationReference] = []
    parties: list[Party] = []
    source_document: str | None = None
    source_section: str | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise UnfitError(
                "end_year {end_year} lies before start_year {start_year}",
                end_year=self.end_year,
                start_year=self.start_year,
            )
        return self

    def all_parties(self) -> list[Party]:
        """Every side, the requester first, the main provider second."""
        sides = [
            Party(role=PartyRole.REQUESTER, country=self.requester_country, organization=self.requester),
            Party(role=PartyRole.PROVIDER, country=self.provider_country, organization=self.provider),
            *self.parties,
        ]
        sides += [Party(role=PartyRole.FACILITATOR, organization=one) for one in self.facilitators]
        return sides + [Party(role=PartyRole.FUNDER, organization=one) for one in self.funders]


class Exchange(Versioned, table=True):
    """What was learned, when, by which modality and with what outcome; who took part stands in its participants.

    `starts_on`, `ends_on` are planned days, `started_on`, `ended_on` the actual ones, `midterm_on` lies half way; each
    evaluation was asked for at the moment told. Text and organizations are public only where `shown_in_full`.
    """

    __table_args__ = (Index("ix_exchange_versions", "version"),)

    id: str = Field(primary_key=True, max_length=80)
    title: str
    text: str
    language: str | None = None
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    modality: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    outcome: float | None = None
    source_document: str | None = None
    source_section: str | None = None
    state: str = Field(
        default=ExchangeState.COMPLETED, index=True, sa_column_kwargs={"server_default": ExchangeState.COMPLETED.value}
    )
    match: int | None = Field(default=None, foreign_key="match.id", unique=True, index=True)
    shown_in_full: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    starts_on: date | None = None
    ends_on: date | None = None
    midterm_on: date | None = None
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    started_on: date | None = None
    ended_on: date | None = Field(default=None, index=True)
    cancel_reason: str | None = None
    cancel_note: str | None = None
    midterm_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    final_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


guard_state(Exchange, EXCHANGE_MOVES)
mark_changes(Exchange)


class ExchangeParticipant(SQLModel, table=True):
    """One side of an exchange with its role; `position` keeps the order (0 and 1 are the main sides).

    Who was only invited has not `accepted`; `agreed_at` is when it agreed to the terms as they stand.
    """

    exchange: str = Field(foreign_key="exchange.id", primary_key=True)
    position: int = Field(primary_key=True)
    role: str
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    organization: str | None = Field(default=None, foreign_key="organization.id", index=True)
    accepted: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def exchanges_with_participants(
    session: Session, *, countries: Collection[str] | None = None, states: Collection[str] = KNOWN_STATES
) -> list[tuple[Exchange, list[ExchangeParticipant]]]:
    """The exchanges that are known, or those in which one of some countries took part, with their accepted sides in
    order, by identifier."""
    rows = select(Exchange).where(col(Exchange.state).in_(states)).order_by(col(Exchange.id))
    ordered = (
        select(ExchangeParticipant)
        .where(col(ExchangeParticipant.accepted))
        .order_by(col(ExchangeParticipant.exchange), col(ExchangeParticipant.position))
    )
    if countries is not None:
        theirs = select(ExchangeParticipant.exchange).where(col(ExchangeParticipant.country).in_(countries))
        rows = rows.where(col(Exchange.id).in_(theirs))
        ordered = ordered.where(col(ExchangeParticipant.exchange).in_(theirs))
    sides: dict[str, list[ExchangeParticipant]] = {}
    for side in session.exec(ordered):
        sides.setdefault(side.exchange, []).append(side)
    return [(row, sides.get(row.id, [])) for row in session.exec(rows)]
