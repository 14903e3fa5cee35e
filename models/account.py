"""Accounts: the offices and people who use the service, each with one role."""

from datetime import datetime
from enum import StrEnum

from pydantic import EmailStr
from sqlmodel import Field, Session, col, select

from models.base import JsonColumn, OrganizationReference, Schema, UtcDateTime, Versioned
from models.checks import LanguageCode, TimeZone


class Role(StrEnum):
    """What an account may do."""

    AGENCY = "agency"
    PROVIDER = "provider"
    FOCAL_POINT = "focal-point"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class AccountCreate(Schema):
    """An account as it arrives in a file."""

    email: EmailStr
    name: str = Field(min_length=2, max_length=200)
    role: Role
    organization: OrganizationReference | None = None
    language: LanguageCode = "en"
    time_zone: TimeZone = "UTC"
    covers: list[str] = []


class Account(Versioned, table=True):
    """Who reads the digests and decides; `email` is known to nobody but its owner and the administrator.

    `digest_weekday` counts as ISO does: 1 is Monday. `covers` names the countries and regions that a focal point looks
    after; where it is empty, all of them.
    """

    email: str = Field(primary_key=True, max_length=254)
    name: str
    role: str
    organization: str | None = Field(default=None, foreign_key="organization.id", index=True)
    language: str = Field(max_length=8)
    time_zone: str
    active: bool = True
    password_hash: str | None = None
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    covers: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    reminders: bool = True
    wants_digest: bool = True
    digest_weekday: int = Field(default=1, ge=1, le=7)


def active_accounts(session: Session) -> list[Account]:
    """Accounts that may sign in and get mail, by address."""
    return list(session.exec(select(Account).where(col(Account.active)).order_by(col(Account.email))))
