"""Accounts: the offices and people who use the service, each with one role."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, EmailStr, SecretStr
from pydantic import Field as PydanticField
from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, or_, select

from models.base import Identifier, JsonColumn, OrganizationReference, Schema, UtcDateTime, Versioned
from models.checks import LanguageCode, Places, Sectors, TimeZone
from models.errors import UnfitError


class Role(StrEnum):
    """What an account may do."""

    AGENCY = "agency"
    PROVIDER = "provider"
    FOCAL_POINT = "focal-point"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


EmailAddress = Annotated[EmailStr, AfterValidator(str.lower)]
"""A mail address in small letters: by it an account is known."""


def normal_address(email: str) -> str:
    """An address as it was typed, as accounts are known by."""
    return email.strip().lower()


def _one_line(value: str) -> str:
    if "\n" in value or "\r" in value or "://" in value:
        raise UnfitError("must be one line without web addresses")
    return value


Name = Annotated[str, PydanticField(min_length=2, max_length=200), AfterValidator(_one_line)]
"""The name of an office or a person: mails greet by it, so it holds neither lines nor links."""


class AccountCreate(Schema):
    """An account as it arrives in a file."""

    email: EmailAddress
    name: Name
    role: Role
    organization: OrganizationReference | None = None
    language: LanguageCode = "en"
    time_zone: TimeZone = "UTC"
    covers: Places = []
    covers_sectors: Sectors = []


class InvitationCreate(Schema):
    """An account to be. An office that invites a colleague leaves role and organization out: they are its own."""

    model_config = {
        "json_schema_extra": {"examples": [{"email": "eva@example.org", "name": "Eva Luna", "language": "es"}]}
    }

    email: EmailAddress
    name: Name
    role: Role | None = None
    organization: Identifier | None = None
    language: LanguageCode = "en"
    time_zone: TimeZone = "UTC"
    covers: Places = []
    covers_sectors: Sectors = []


class InvitationAcceptance(Schema):
    """What the invited person answers: the token of the link, a password, and corrections to the own words."""

    model_config = {
        "json_schema_extra": {"examples": [{"token": "the end of the link", "password": "dos ríos y una balsa"}]}
    }

    token: SecretStr = Field(max_length=100)
    password: SecretStr = Field(max_length=1000)
    name: Name | None = None
    language: LanguageCode | None = None
    time_zone: TimeZone | None = None

    def own_words(self) -> dict[str, Any]:
        """What was corrected."""
        return self.model_dump(exclude_unset=True, exclude={"token", "password"})


class OwnAccountUpdate(Schema):
    """What owners change of their accounts; fields left out stay."""

    model_config = {
        "json_schema_extra": {"examples": [{"language": "pt", "time_zone": "America/Sao_Paulo", "reminders": False}]}
    }

    name: Name | None = None
    language: LanguageCode | None = None
    time_zone: TimeZone | None = None
    reminders: bool | None = Field(default=None, description="whether to be reminded of what waits for an answer")
    wants_digest: bool | None = Field(default=None, description="whether to get the weekly digest")
    digest_weekday: int | None = Field(default=None, ge=1, le=7, description="its day: 1 is Monday")

    def given(self) -> dict[str, Any]:
        """The fields that were given."""
        return self.model_dump(exclude_unset=True)


class AccountUpdate(OwnAccountUpdate):
    """What administrators change; fields left out stay."""

    model_config = {"json_schema_extra": {"examples": [{"role": "focal-point", "covers": ["caribbean", "MEX"]}]}}

    role: Role | None = None
    organization: Identifier | None = None
    covers: Places | None = None
    covers_sectors: Sectors | None = None
    active: bool | None = None


class MailStop(StrEnum):
    """Why an address gets no mail: it does not exist, or mail to it came back again and again."""

    BOUNCED = "bounced"
    BOUNCED_OFTEN = "bounced-often"


class AccountPublic(Schema):
    """An account as its owner and administrators see it. `mail_stopped` says why it gets no mail, and since when."""

    email: str
    name: str
    role: Role
    organization: str | None = None
    covers: list[str]
    covers_sectors: list[str]
    language: str
    time_zone: str
    reminders: bool
    wants_digest: bool
    digest_weekday: int
    active: bool
    invited_at: datetime | None = None
    confirmed_at: datetime | None = None
    mail_stopped: MailStop | None = None
    mail_stopped_at: datetime | None = None


class Account(Versioned, table=True):
    """Who reads the digests and decides; `email` is known to nobody but its owner and the administrator.

    `digest_weekday` counts as ISO does: 1 is Monday. `covers` names the countries and regions that a focal point looks
    after; where it is empty, all of them. `covers_sectors` names the sectors for which he is the one to turn to.
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
    covers_sectors: list[str] = Field(
        default_factory=list, sa_type=JsonColumn, sa_column_kwargs={"server_default": "[]"}
    )
    reminders: bool = True
    wants_digest: bool = True
    digest_weekday: int = Field(default=1, ge=1, le=7)
    invited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    mail_stopped: str | None = Field(default=None, max_length=20)
    mail_stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def gets_digests(self) -> bool:
        """Whether the account is in use, wants digests, and mail reaches it."""
        return self.active and not self.waits and self.wants_digest and self.mail_stopped is None

    @property
    def waits(self) -> bool:
        """Whether the account was made by an invitation that nobody has accepted yet."""
        return self.invited_at is not None and self.confirmed_at is None


_IN_USE = (col(Account.active), or_(col(Account.invited_at).is_(None), col(Account.confirmed_at).is_not(None)))
_GETTING_DIGESTS = (*_IN_USE, col(Account.wants_digest), col(Account.mail_stopped).is_(None))
"""What holds of an account of which `gets_digests` does."""


class AccountFilter(SQLModel):
    """Which accounts to list."""

    role: Role | None = None
    organization: str | None = None
    active: bool | None = None
    text: str | None = None


def active_accounts(session: Session) -> list[Account]:
    """Accounts that may sign in and get digests, by address; not those that still wait for their owner."""
    return list(session.exec(select(Account).where(*_IN_USE).order_by(col(Account.email))))


def digest_readers(session: Session) -> list[Account]:
    """The accounts that get digests, by address."""
    return list(session.exec(select(Account).where(*_GETTING_DIGESTS).order_by(col(Account.email))))


def digest_readers_by_morning(session: Session) -> Sequence[tuple[str, int, int]]:
    """Time zones and weekdays (ISO: 1 is Monday) of those who get digests, and how many they are."""
    mornings = (col(Account.time_zone), col(Account.digest_weekday))
    counted = select(*mornings, func.count()).where(*_GETTING_DIGESTS)
    return session.exec(counted.group_by(*mornings)).all()


def account_at(session: Session, email: str) -> Account | None:
    """The account of an address, however it was typed."""
    return session.get(Account, normal_address(email))


def accounts_page(
    session: Session,
    chosen: AccountFilter,
    *conditions: Any,  # noqa: ANN401
    after: str | None,
    limit: int,
) -> list[Account]:
    """Accounts by address, from the one that follows `after` on."""
    query = select(Account).where(*conditions).order_by(col(Account.email)).limit(limit)
    for name, value in chosen.model_dump(exclude={"text"}, exclude_none=True).items():
        query = query.where(getattr(Account, name) == value)
    if chosen.text:
        text = chosen.text
        query = query.where(
            or_(col(Account.name).icontains(text, autoescape=True), col(Account.email).icontains(text, autoescape=True))
        )
    if after is not None:
        query = query.where(col(Account.email) > after)
    return list(session.exec(query))
