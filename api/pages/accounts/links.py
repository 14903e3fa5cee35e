"""What mailed links open: an invitation, a new password, the confirmation of an address.

Opening a link changes nothing, for mail scanners open links too; its form does.
"""

from dataclasses import dataclass, field

from fastapi import APIRouter, Response
from pydantic import SecretStr
from sqlmodel import Field

from api.dependencies import CurrentSettings, CurrentVisitor, ReadSession, WriteSession
from api.pages.accounts.own import time_zones
from api.pages.accounts.sign_in import HOME, come_in
from api.pages.form_pages import asking_pages
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, SeparateVisit
from api.transactions import TransactedRoute
from matcher.accounts import confirming, inviting, password_changing
from matcher.accounts.links import reader_of
from matcher.accounts.signing_in import sign_in
from models.account import InvitationAcceptance
from models.base import Schema
from models.database import reading
from models.one_time_link import Purpose

router = asking_pages()
transacted = APIRouter(route_class=TransactedRoute)


class ResetWish(Schema):
    """Whose password is forgotten."""

    email: str = Field(min_length=3, max_length=254)


class NewPassword(Schema):
    """The new password."""

    password: SecretStr = Field(max_length=1000)


@dataclass(frozen=True)
class ResetWishPage:
    """The form for an address; `sent` when it was sent."""

    sent: bool = False
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class LinkPage:
    """What a link is for: whose account, and the form; `done` when it was used."""

    token: str
    email: str
    name: str = ""
    zones: list[tuple[str, str]] = field(default_factory=list)
    done: bool = False
    form: Form = field(default_factory=Form)


@router.get("/password-reset")
def ask_address(visit: SeparateVisit) -> Response:
    """Asks whose password is forgotten."""
    return visit.secret_page("accounts/reset-wish.html", ResetWishPage())


@transacted.post("/password-reset")
def send_link(visit: CurrentVisit, session: WriteSession, visitor: CurrentVisitor, typed: Typed) -> Response:
    """Mails a link, where the address has an account; the page does not tell whether it has."""

    def act(wish: ResetWish) -> Response:
        password_changing.ask_reset(session, visitor, wish.email, now=visit.now)
        return visit.secret_page("accounts/reset-wish.html", ResetWishPage(sent=True))

    def again(form: Form, status: int) -> Response:
        return visit.secret_page("accounts/reset-wish.html", ResetWishPage(form=form), status)

    return tried(ResetWish, typed, visit.language, act=act, again=again)


@router.get("/password-reset/{token}")
def ask_password(visit: SeparateVisit, session: ReadSession, token: str) -> Response:
    """The form for a new password."""
    account = reader_of(session, token, Purpose.PASSWORD_RESET, now=visit.now)
    return visit.secret_page("accounts/reset.html", LinkPage(token, account.email))


@router.post("/password-reset/{token}")
def reset(visit: SeparateVisit, settings: CurrentSettings, token: str, typed: Typed) -> Response:
    """Sets the new password; signing in comes next."""

    def act(wish: NewPassword) -> Response:
        password = wish.password.get_secret_value()
        password_changing.reset_password(settings.engine, token=token, password=password, now=visit.now)
        return visit.secret_page("accounts/reset.html", LinkPage(token, "", done=True))

    def again(form: Form, status: int) -> Response:
        with reading(settings.engine) as session:
            email = reader_of(session, token, Purpose.PASSWORD_RESET, now=visit.now).email
        return visit.secret_page("accounts/reset.html", LinkPage(token, email, form=form), status)

    return tried(NewPassword, typed, visit.language, act=act, again=again)


@router.get("/invitation/{token}")
def show_invitation(visit: SeparateVisit, session: ReadSession, token: str) -> Response:
    """The form that opens an account."""
    account = reader_of(session, token, Purpose.INVITATION, now=visit.now)
    typed = {"name": account.name, "language": account.language, "time_zone": account.time_zone}
    page = LinkPage(token, account.email, account.name, time_zones(), form=Form(typed))
    return visit.secret_page("accounts/invitation.html", page)


@router.post("/invitation/{token}")
def accept(
    visit: SeparateVisit, settings: CurrentSettings, visitor: CurrentVisitor, token: str, typed: Typed
) -> Response:
    """Opens the account, and signs its owner in."""

    def act(acceptance: InvitationAcceptance) -> Response:
        email = inviting.accept_invitation(settings.engine, acceptance, now=visit.now)
        password = acceptance.password.get_secret_value()
        admitted = sign_in(settings.entrance, visitor, email=email, password=password, now=visit.now)
        return come_in(visit, settings, admitted, to=HOME)

    def again(form: Form, status: int) -> Response:
        with reading(settings.engine) as session:
            account = reader_of(session, token, Purpose.INVITATION, now=visit.now)
        page = LinkPage(token, account.email, account.name, time_zones(), form=form)
        return visit.secret_page("accounts/invitation.html", page, status)

    return tried(InvitationAcceptance, typed | {"token": token}, visit.language, act=act, again=again)


@router.get("/confirmation/{token}")
def show_confirmation(visit: SeparateVisit, session: ReadSession, token: str) -> Response:
    """The button that confirms an address."""
    account = reader_of(session, token, Purpose.CONFIRMATION, now=visit.now)
    return visit.secret_page("accounts/confirmation.html", LinkPage(token, account.email))


@transacted.post("/confirmation/{token}")
def confirm(visit: CurrentVisit, session: WriteSession, token: str) -> Response:
    """Confirms the address."""
    email = confirming.confirm(session, token, now=visit.now)
    return visit.secret_page("accounts/confirmation.html", LinkPage(token, email, done=True))


router.include_router(transacted)
