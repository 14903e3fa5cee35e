"""The page where somebody looks after the own account."""

from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from fastapi import APIRouter, Response
from pydantic import SecretStr
from sqlmodel import Field, Session

from api.dependencies import CurrentSettings, ReadSession, SessionSecret, WriteSession
from api.pages.accounts.devices import device
from api.pages.form_pages import Step, asking_pages
from api.pages.forms import Form, Typed, tried
from api.pages.rendering import moment
from api.pages.visits import CurrentVisit, SeparateVisit, Visit
from api.transactions import TransactedRoute
from matcher.accounts.administering import change_own_account, own_account
from matcher.accounts.confirming import ask_confirmation
from matcher.accounts.password_changing import change_password
from matcher.accounts.secrets import digest_of
from matcher.accounts.sessions import end_other_sessions, end_own_session, own_sessions
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from models.account import Account, OwnAccountUpdate
from models.base import Schema
from models.database import reading
from models.second_factor import confirmed_factor

HERE = "/account"
PAGE = "accounts/own.html"
SWITCHES = ("reminders", "wants_digest")
"""Fields that a form leaves out where they are not ticked."""
SAID = {"saved", "password", "confirmation"}

router = asking_pages()
transacted = APIRouter(route_class=TransactedRoute)


class OwnAccountForm(Step, OwnAccountUpdate):
    """What owners change, and the version that they changed."""

    def given(self) -> dict[str, Any]:
        """The fields of the account that were given."""
        return self.model_dump(exclude_unset=True, exclude={"version"})


class PasswordChange(Schema):
    """The present password and the new one."""

    old: SecretStr = Field(max_length=1000)
    new: SecretStr = Field(max_length=1000)


@dataclass(frozen=True)
class SessionRow:
    """Where somebody is signed in; `current` is the browser that asks."""

    id: str
    client: str
    last_used: str
    current: bool


@dataclass(frozen=True)
class OwnPage:
    """An account with its sessions; `said` names what was just done, `secured` whether it has a second factor."""

    account: Account
    secured: bool
    sessions: list[SessionRow]
    zones: list[tuple[str, str]]
    weekdays: list[tuple[int, str]]
    said: str | None = None
    form: Form = field(default_factory=Form)
    password_form: Form = field(default_factory=Form)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, secret: SessionSecret, said: str = "") -> Response:
    """The account."""
    page = _page(session, visit, secret)
    return visit.page(PAGE, replace(page, said=said if said in SAID else None))


@transacted.post(HERE)
def change(visit: CurrentVisit, session: WriteSession, secret: SessionSecret, typed: Typed) -> Response:
    """Changes name, language, time zone and which mails are wanted."""
    ticked: dict[str, Any] = {name: name in typed for name in SWITCHES}

    def act(wish: OwnAccountForm) -> Response:
        change_own_account(session, visit.actor, wish, version=wish.version, now=visit.now)
        return visit.on_to(HERE, said="saved")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit, secret), form=form), status)

    return tried(OwnAccountForm, typed | ticked, visit.language, act=act, again=again)


@router.post(f"{HERE}/password")
def set_password(visit: SeparateVisit, settings: CurrentSettings, secret: SessionSecret, typed: Typed) -> Response:
    """Changes the password; all other sessions end."""
    demand(visit.actor, AccountAction.SECURE)

    def act(wish: PasswordChange) -> Response:
        old, new = wish.old.get_secret_value(), wish.new.get_secret_value()
        email = str(visit.actor.email)
        change_password(settings.engine, email, old=old, new=new, current=secret, now=visit.now)
        return visit.on_to(HERE, said="password")

    def again(form: Form, status: int) -> Response:
        with reading(settings.engine) as session:
            return visit.page(PAGE, replace(_page(session, visit, secret), password_form=form), status)

    return tried(PasswordChange, typed, visit.language, act=act, again=again)


@transacted.post(f"{HERE}/confirmation")
def send_confirmation(visit: CurrentVisit, session: WriteSession) -> Response:
    """Mails a link that confirms the address."""
    ask_confirmation(session, visit.actor, now=visit.now)
    return visit.on_to(HERE, said="confirmation")


@transacted.post(f"{HERE}/sessions")
def sign_out_elsewhere(visit: CurrentVisit, session: WriteSession, secret: SessionSecret) -> Response:
    """Ends all sessions but the present one."""
    end_other_sessions(session, visit.actor, secret, now=visit.now)
    return visit.on_to(HERE)


@transacted.post(f"{HERE}/sessions/{{session_id}}")
def end_session(visit: CurrentVisit, session: WriteSession, session_id: str) -> Response:
    """Ends one session."""
    end_own_session(session, visit.actor, session_id, now=visit.now)
    return visit.on_to(HERE)


@cache
def time_zones() -> list[tuple[str, str]]:
    """The time zones that people live in: their IANA names, and the same as people read them."""
    table = files("tzdata.zoneinfo").joinpath("zone1970.tab").read_text(encoding="utf-8")
    named = {line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")}
    return [(name, name.replace("_", " ")) for name in sorted({*named, "UTC"})]


def _page(session: Session, visit: Visit, secret: str | None) -> OwnPage:
    account = own_account(session, visit.actor)
    names = ("name", "language", "time_zone", "reminders", "wants_digest", "digest_weekday")
    days = get_day_names("wide", locale=visit.language)
    own_zone = (account.time_zone, account.time_zone)
    return OwnPage(
        account=account,
        secured=confirmed_factor(session, account.email) is not None,
        sessions=_sessions(session, visit, account, digest_of(secret) if secret else None),
        zones=time_zones() if own_zone[0] in dict(time_zones()) else [own_zone, *time_zones()],
        weekdays=[(number, days[number - 1]) for number in range(1, 8)],
        form=Form({name: getattr(account, name) for name in names}),
    )


def _sessions(session: Session, visit: Visit, account: Account, current: str | None) -> list[SessionRow]:
    zone = ZoneInfo(account.time_zone)
    rows = own_sessions(session, visit.actor, now=visit.now)
    seen = [moment(one.last_seen_at.astimezone(zone), visit.language) for one in rows]
    return [
        SessionRow(one.id, device(one.client), at, one.digest == current) for one, at in zip(rows, seen, strict=True)
    ]


router.include_router(transacted)
