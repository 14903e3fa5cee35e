"""Experts: people with experience, and roles that a document names, as an institution keeps their profiles."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import BigInteger, false
from sqlmodel import Field

from models.base import JsonColumn, UtcDateTime, Versioned
from models.post import Visibility
from models.states import Moves, guard_state


class ExpertState(StrEnum):
    """Where a profile stands. Others see it where the person consented, or where it is a role without a person; nobody
    sees an erased one."""

    DRAFT = "draft"
    ASKED = "asked"
    CONSENTED = "consented"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    ROLE = "role"


SHOWN = (ExpertState.CONSENTED, ExpertState.ROLE)
"""The states in which others see a profile."""
TURNED_AWAY = (ExpertState.REFUSED, ExpertState.WITHDRAWN)
"""The states that only the person leaves again; after a while the profile is erased."""
CLOSED = (*TURNED_AWAY, ExpertState.ERASED)
"""The states in which its keeper neither changes the profile nor reads who it is about."""
STAYS = frozenset({"id", "organization", "language", "state", "asked_at", "answered_at", "version"})
"""What is left of an erased profile."""
TOLD: frozenset[str] = STAYS | {"offers", "own_offer", "contact_visibility"}
"""The fields whose values may stand in the trail, from which nothing is ever removed."""

EXPERT_MOVES: Moves = {
    ExpertState.DRAFT: {ExpertState.ASKED},
    ExpertState.ASKED: {ExpertState.CONSENTED, ExpertState.REFUSED},
    ExpertState.CONSENTED: {ExpertState.WITHDRAWN, ExpertState.ASKED},
    ExpertState.REFUSED: {ExpertState.CONSENTED, ExpertState.ERASED},
    ExpertState.WITHDRAWN: {ExpertState.CONSENTED, ExpertState.ERASED},
}


class Payer(StrEnum):
    """Who pays the fee of an assignment; `shared` where the parties settle it between them."""

    PROVIDER = "provider"
    REQUESTER = "requester"
    MECHANISM = "mechanism"
    SHARED = "shared"


class Expert(Versioned, table=True):
    """One expert. `organization` keeps the profile, `employer` is where the expert works; `countries` are those of
    experience.

    `person`, `email` and `contact` say who it is: a role has none of them. `email` is where consent is asked for and is
    shown to nobody else; name and contact are shown as `contact_visibility` says. `offers` are those that the expert
    backs; `own_offer` is one that nobody else delivers and that rests with the expert. `fee` is for a day, in whole
    units of `currency`; `mechanism` pays or subsidises. `link_digest` is the hash of the link in the newest letter.
    """

    told: ClassVar[frozenset[str]] = TOLD

    id: str = Field(primary_key=True, max_length=80)
    title: str
    summary: str = ""
    language: str = Field(max_length=8)
    organization: str = Field(foreign_key="organization.id", index=True)
    employer: str | None = Field(default=None, foreign_key="organization.id", index=True)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    countries: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    languages: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    sectors: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    available_from: date | None = None
    available_until: date | None = None
    days_a_year: int | None = None
    fee: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)
    payer: str | None = None
    first_subsidised: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    mechanism: str | None = Field(default=None, foreign_key="mechanism.id", index=True)
    offers: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    own_offer: str | None = Field(default=None, foreign_key="offer.id", index=True)
    person: str | None = None
    email: str | None = Field(default=None, max_length=254, index=True)
    contact: str | None = None
    contact_visibility: str = Field(default=Visibility.MEMBERS)
    state: str = Field(default=ExpertState.DRAFT, index=True)
    link_digest: str | None = Field(default=None, max_length=64, unique=True)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    source_document: str | None = None
    source_section: str | None = None

    @property
    def shown(self) -> bool:
        """Whether others see the profile."""
        return self.state in SHOWN

    def is_free_on(self, day: date) -> bool:
        """Whether the expert is available on a day, as far as is known."""
        begun = self.available_from is None or self.available_from <= day
        return begun and (self.available_until is None or self.available_until >= day)


guard_state(Expert, EXPERT_MOVES)
