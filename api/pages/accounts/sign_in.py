"""Signing in and out by a browser."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Response
from pydantic import SecretStr
from sqlmodel import Field

from api.cookies import forget_session, keep_session
from api.dependencies import CurrentSettings, CurrentVisitor, SessionSecret, WriteSession
from api.pages.form_pages import asking_pages
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, SeparateVisit, Visit
from api.settings import Settings
from api.transactions import TransactedRoute
from matcher.accounts import second_factor, signing_in
from matcher.accounts.sessions import end_session, standing_session
from matcher.accounts.signing_in import Admitted, Next
from models.base import Schema

HOME = "/"
START = "/start"
CODE = "/sign-in/code"
SET_UP = "/account/second-factor"

router = asking_pages()
transacted = APIRouter(route_class=TransactedRoute)


class SignIn(Schema):
    """Who signs in, by which password, and where he was going."""

    email: str = Field(max_length=254)
    password: SecretStr = Field(max_length=1000)
    to: str = Field(default=START, max_length=2000)


class Code(Schema):
    """A code of the second factor, and where its owner was going."""

    code: SecretStr = Field(max_length=40)
    to: str = Field(default=START, max_length=2000)


@dataclass(frozen=True)
class SignInPage:
    """The form, and whether another service lets people in too."""

    to: str
    by_provider: bool
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class CodePage:
    """The form for a code."""

    to: str
    form: Form = field(default_factory=Form)


@router.get("/sign-in")
def ask(visit: SeparateVisit, settings: CurrentSettings, to: str = START) -> Response:
    """The form; who is signed in already goes on."""
    if visit.actor.signed_in and visit.actor.scopes is None:
        return visit.on_to(inside(to))
    return visit.secret_page("accounts/sign-in.html", SignInPage(inside(to), settings.openid is not None))


@router.post("/sign-in")
def sign_in(visit: SeparateVisit, settings: CurrentSettings, visitor: CurrentVisitor, typed: Typed) -> Response:
    """Opens a session, kept in a cookie."""

    def act(who: SignIn) -> Response:
        password = who.password.get_secret_value()
        admitted = signing_in.sign_in(settings.entrance, visitor, email=who.email, password=password, now=visit.now)
        return come_in(visit, settings, admitted, to=inside(who.to))

    def again(form: Form, status: int) -> Response:
        page = SignInPage(inside(typed.get("to", START)), settings.openid is not None, form)
        return visit.secret_page("accounts/sign-in.html", page, status)

    return tried(SignIn, typed, visit.language, act=act, again=again)


@router.get(CODE)
def ask_code(visit: SeparateVisit, to: str = START) -> Response:
    """The form for a code of the second factor."""
    return visit.secret_page("accounts/code.html", CodePage(inside(to)))


@router.post(CODE)
def give_code(
    visit: SeparateVisit, settings: CurrentSettings, visitor: CurrentVisitor, secret: SessionSecret, typed: Typed
) -> Response:
    """Completes a sign-in."""

    def act(given: Code) -> Response:
        code = given.code.get_secret_value()
        admitted = second_factor.give_code(settings.entrance, visitor, secret=secret, code=code, now=visit.now)
        return come_in(visit, settings, admitted, to=inside(given.to))

    def again(form: Form, status: int) -> Response:
        return visit.secret_page("accounts/code.html", CodePage(inside(typed.get("to", START)), form), status)

    return tried(Code, typed, visit.language, act=act, again=again)


@transacted.post("/sign-out")
def sign_out(visit: CurrentVisit, session: WriteSession, secret: SessionSecret, settings: CurrentSettings) -> Response:
    """Ends the session at once."""
    row = standing_session(session, secret, now=visit.now) if secret else None
    if row is not None:
        end_session(session, row, now=visit.now)
    answer = visit.on_to(HOME)
    forget_session(answer, settings)
    return answer


def come_in(visit: Visit, settings: Settings, admitted: Admitted, *, to: str) -> Response:
    """Keeps the session in the browser and goes on: to where the reader wanted, or to what is left to do before."""
    steps = {Next.GIVE_CODE: CODE, Next.SET_UP: SET_UP}
    step = steps.get(admitted.next)
    answer = visit.on_to(to) if step is None else visit.on_to(step, to=to)
    keep_session(answer, settings, admitted, now=visit.now)
    return answer


def inside(path: str) -> str:
    """A path of this service; home where another one was given."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else HOME


router.include_router(transacted)
