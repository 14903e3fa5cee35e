"""What the page of one account shows, and what its forms hold."""

from dataclasses import dataclass, field

from babel.dates import get_day_names
from sqlmodel import Field, Session

from api.pages.accounts.own import time_zones
from api.pages.administration.frame import StoryRow, told_rows
from api.pages.administration.labels import STANDINGS
from api.pages.administration.people import standing_of
from api.pages.choices import Options, countries, regions
from api.pages.form_pages import Step
from api.pages.forms import Form
from api.pages.visits import Visit
from matcher.accounts.administering import account_history, one_account
from matcher.digests.showing import ShownMail
from models import taxonomy
from models.account import Account, Name, Role
from models.base import Schema
from models.checks import LanguageCode, Places, TimeZone
from models.organization import Organization
from models.second_factor import confirmed_factor

LATEST = 50
"""Events of the story that the page shows."""


class Words(Step):
    """How somebody is called and written to."""

    name: Name
    language: LanguageCode
    time_zone: TimeZone
    reminders: bool = False
    wants_digest: bool = False
    digest_weekday: int = Field(ge=1, le=7)


class Standpoint(Step):
    """What somebody may do, and for whom."""

    role: Role
    organization: str | None = Field(default=None, max_length=300)
    covers: Places = []  # noqa: RUF012


class Switch(Step):
    """Whether the account is in use."""

    active: bool


@dataclass(frozen=True)
class AccountPage:
    """An account with its story; `done` names what was just done, `own` that it is the reader's."""

    account: Account
    standing: str
    organization: str
    covers: list[str]
    secured: bool
    own: bool
    history: list[StoryRow]
    zones: list[tuple[str, str]]
    weekdays: list[tuple[int, str]]
    regions: Options
    countries: Options
    words: Form
    standpoint: Form
    form: Form = field(default_factory=Form)
    done: str | None = None


@dataclass(frozen=True)
class PreviewPage:
    """What somebody's digest would say now; no mail where there is nothing to say."""

    account: Account
    mail: ShownMail | None


def account_page(session: Session, visit: Visit, email: str) -> AccountPage:
    """The page of an account. Raises NotFoundError for others than administrators too, ForbiddenError for its owner."""
    account = one_account(session, visit.actor, email)
    days = get_day_names("wide", locale=visit.language)
    organization = session.get(Organization, account.organization) if account.organization else None
    zone = (account.time_zone, account.time_zone)
    return AccountPage(
        account=account,
        standing=STANDINGS[standing_of(account)],
        organization=organization.name if organization else "",
        covers=[taxonomy.place_name(one, visit.language) for one in account.covers],
        secured=confirmed_factor(session, account.email) is not None,
        own=account.email == visit.actor.email,
        history=told_rows(account_history(session, visit.actor, email))[:LATEST],
        zones=time_zones() if zone[0] in dict(time_zones()) else [zone, *time_zones()],
        weekdays=[(number, days[number - 1]) for number in range(1, 8)],
        regions=regions(visit.language),
        countries=countries(visit.language),
        words=_filled(account, Words),
        standpoint=_filled(account, Standpoint),
    )


def _filled(account: Account, shape: type[Schema]) -> Form:
    return Form({name: getattr(account, name) for name in shape.model_fields if name != "version"})
