"""Applications: what a group of countries brings to a call, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, Versioned
from models.mechanism import Mechanism
from models.proposal_call import ProposalCall
from models.states import Moves, guard_state


class ApplicationState(StrEnum):
    """Where an application stands: its writers' own, handed in, being judged, decided, or taken back."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under-review"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


DECIDED = (ApplicationState.APPROVED, ApplicationState.DECLINED)
WAITING = (ApplicationState.SUBMITTED, ApplicationState.UNDER_REVIEW)
"""The states in which whoever runs the mechanism decides."""
APPLICATION_MOVES: Moves = {
    ApplicationState.DRAFT: {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN},
    ApplicationState.SUBMITTED: {ApplicationState.UNDER_REVIEW, *DECIDED, ApplicationState.WITHDRAWN},
    ApplicationState.UNDER_REVIEW: {*DECIDED, ApplicationState.WITHDRAWN},
}


class PartnerAnswer(StrEnum):
    """What a partner has said to its part."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class PartnerRole(StrEnum):
    """What a country does in the project; the words are those of the parties of an exchange."""

    REQUESTER = "requester"
    PROVIDER = "provider"


class Application(Versioned, table=True):
    """An application; `organization` leads it. It is about a request, an exchange or both. Amounts are whole units of
    `currency`; `country` is that of the lead."""

    id: str = Field(primary_key=True, max_length=80)
    call: str = Field(foreign_key="proposalcall.id", index=True)
    organization: str = Field(foreign_key="organization.id", index=True)
    country: str | None = Field(default=None, foreign_key="country.code", index=True)
    request: str | None = Field(default=None, foreign_key="request.id", index=True)
    exchange: str | None = Field(default=None, foreign_key="exchange.id", index=True)
    title: str
    text: str
    language: str
    amount_asked: int | None = Field(default=None, sa_type=BigInteger)
    amount_granted: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = None
    state: str = Field(default=ApplicationState.DRAFT, index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    reason: str | None = None
    note: str | None = None


guard_state(Application, APPLICATION_MOVES)


class ApplicationPartner(SQLModel, table=True):
    """A further country of an application: what it does there, and whether it has confirmed that."""

    __table_args__ = (UniqueConstraint("application", "country"),)

    id: str = Field(primary_key=True, max_length=80)
    application: str = Field(foreign_key="application.id", index=True)
    country: str = Field(foreign_key="country.code", index=True)
    organization: str | None = Field(default=None, foreign_key="organization.id", index=True)
    role: str
    part: str = ""
    answer: str = PartnerAnswer.INVITED
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


@dataclass(frozen=True)
class Candidacy:
    """An application with its call, the mechanism of that, and its partners."""

    application: Application
    call: ProposalCall
    mechanism: Mechanism
    partners: Sequence[ApplicationPartner]

    noun: ClassVar[str] = "application"

    @property
    def id(self) -> str:
        """The application's identifier."""
        return self.application.id

    @property
    def countries(self) -> list[str]:
        """The countries that take part or are asked to, the lead's first; those that declined are none of them."""
        asked = [one.country for one in self.partners if one.answer != PartnerAnswer.DECLINED]
        return [one for one in (self.application.country, *asked) if one]

    @property
    def silent(self) -> list[ApplicationPartner]:
        """The partners that have not confirmed their part."""
        return [one for one in self.partners if one.answer == PartnerAnswer.INVITED]


def candidacies(session: Session, applications: Sequence[Application]) -> list[Candidacy]:
    """Applications with what belongs to them, by two queries."""
    keys = [one.id for one in applications]
    chosen = select(ApplicationPartner).where(col(ApplicationPartner.application).in_(keys))
    partners: dict[str, list[ApplicationPartner]] = {}
    for one in session.exec(chosen.order_by(col(ApplicationPartner.country))):
        partners.setdefault(one.application, []).append(one)
    joined = select(ProposalCall, Mechanism).join(Mechanism, col(Mechanism.id) == ProposalCall.mechanism)
    found = session.exec(joined.where(col(ProposalCall.id).in_({one.call for one in applications}))).all()
    of = {call.id: (call, mechanism) for call, mechanism in found}
    return [Candidacy(one, *of[one.call], partners.get(one.id, [])) for one in applications]
