"""The page of accounts: found by name, role, organization and how they stand; new ones are invited here."""

from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Depends, Query, Response
from sqlmodel import Field, Session

from api.dependencies import ReadSession, WriteSession
from api.pages.accounts.own import time_zones
from api.pages.administration.frame import router_at
from api.pages.administration.labels import STANDINGS
from api.pages.forms import Form, Typed, tried
from api.pages.looking_up import named_organization
from api.pages.visits import CurrentVisit, Visit
from matcher.accounts.administering import list_accounts
from matcher.accounts.inviting import invite
from matcher.accounts.standing import Standing
from matcher.errors import BadInputError
from matcher.organizations.pairs import organization_meant
from models import taxonomy
from models.account import Account, AccountFilter, EmailAddress, InvitationCreate, Name, Role
from models.base import Schema
from models.checks import LanguageCode, Places, TimeZone
from models.organization import names_of

HERE = "/administration/accounts"
PAGE = "administration/accounts.html"
SHOWN = 50
SHORTEST = 2
Word = Annotated[str, Query(max_length=200)]

router = router_at("/accounts")


class Inviting(Schema):
    """Whom to invite; the organization may be named as people call it."""

    email: EmailAddress
    name: Name
    role: Role
    organization: str | None = Field(default=None, max_length=300)
    language: LanguageCode = "en"
    time_zone: TimeZone = "UTC"
    covers: Places = []  # noqa: RUF012


@dataclass(frozen=True)
class AccountRow:
    """One account of the list; `standing` says how it stands where that is not simply in use."""

    email: str
    name: str
    role: str
    organization: str
    language: str
    standing: str


@dataclass(frozen=True)
class AccountsPage:
    """The accounts that were found; `next` is the cursor of the following ones."""

    rows: list[AccountRow]
    next: str | None
    sought: Form
    standings: list[tuple[str, str]]
    zones: list[tuple[str, str]]
    invitation: Form = field(default_factory=Form)


@dataclass(frozen=True)
class _Sought:
    text: str = ""
    role: str = ""
    organization: str = ""
    standing: str = ""
    after: str | None = None


def _asked(text: Word = "", role: Word = "", organization: Word = "", standing: Word = "") -> _Sought:
    """What the search form holds."""
    return _Sought(text.strip(), role, organization.strip(), standing)


@router.get("")
def show(
    visit: CurrentVisit, session: ReadSession, sought: Annotated[_Sought, Depends(_asked)], after: str | None = None
) -> Response:
    """The accounts."""
    return visit.page(PAGE, _page(session, visit, replace(sought, after=after)))


@router.post("")
def send_invitation(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Invites somebody, and goes on to the new account."""

    def act(wish: Inviting) -> Response:
        values = wish.model_dump() | {"organization": named_organization(session, Inviting, typed, visit.language)}
        made = invite(session, visit.actor, InvitationCreate(**values), now=visit.now)
        return visit.on_to(f"{HERE}/{made.account.email if made else wish.email}", done="invited")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, _page(session, visit, _Sought(), form), status)

    return tried(Inviting, typed, visit.language, act=act, again=again)


def _page(session: Session, visit: Visit, sought: _Sought, form: Form | None = None) -> AccountsPage:
    rows, following, wrong = _found(session, visit, sought)
    asked = {name: value for name, value in vars(sought).items() if value}
    return AccountsPage(
        rows=[_row(one, names, visit) for one, names in rows],
        next=following,
        sought=Form(asked, wrong),
        standings=[(one.value, words) for one, words in STANDINGS.items()],
        zones=time_zones(),
        invitation=form or Form({"language": visit.language, "time_zone": "UTC"}),
    )


def _found(
    session: Session, visit: Visit, sought: _Sought
) -> tuple[list[tuple[Account, dict[str, str]]], str | None, dict[str, str]]:
    """The accounts with the names of their organizations, the next cursor, and what is wrong with the search."""
    wrong: dict[str, str] = {}
    organization = None
    if sought.organization:
        try:
            organization = organization_meant(session, sought.organization)
        except BadInputError as error:
            wrong["organization"] = error.told(visit.language)
    chosen = AccountFilter(
        role=Role(sought.role) if sought.role in set(Role) else None,
        organization=organization,
        text=sought.text if len(sought.text) >= SHORTEST else None,
    )
    standing = Standing(sought.standing) if sought.standing in set(Standing) else None
    rows, following = list_accounts(session, visit.actor, chosen, standing, after=sought.after, limit=SHOWN)
    if wrong:
        return [], None, wrong
    names = names_of(session, {one.organization for one in rows})
    return [(one, names) for one in rows], following, wrong


def _row(one: Account, names: dict[str, str], visit: Visit) -> AccountRow:
    language = taxonomy.language_name(one.language, visit.language)
    organization, standing = names.get(one.organization or "", ""), standing_of(one)
    said = "" if standing == Standing.IN_USE else STANDINGS[standing]
    return AccountRow(one.email, one.name, one.role, organization, language, said)


def standing_of(account: Account) -> Standing:
    """How an account stands, as far as its row tells."""
    if not account.active:
        return Standing.DISABLED
    if account.waits:
        return Standing.INVITED
    return Standing.MAIL_STOPPED if account.mail_stopped else Standing.IN_USE
