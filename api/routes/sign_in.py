"""Signing in and out. These calls work in several transactions: see `matcher.accounts.signing_in`."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi import Request as HttpRequest
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, SecretStr
from sqlmodel import Field

from api.cookies import departure_cookie, forget_departure, forget_session, keep_departure, keep_session
from api.dependencies import CurrentSettings, CurrentVisitor, Now, SessionSecret, WriteSession
from api.problem_details import documented
from api.settings import Settings
from api.transactions import TransactedRoute
from matcher.accounts import second_factor, signing_in
from matcher.accounts.limits import SIGN_IN_CLIENT, count
from matcher.accounts.openid import Arrival, Departure, OpenIdProvider
from matcher.accounts.sessions import end_session, standing_session
from matcher.accounts.signing_in import Admitted, Next
from matcher.errors import NotFoundError, UnauthenticatedError
from models.base import Schema
from models.database import writing

router = APIRouter(tags=["sign-in"])
transacted = APIRouter(tags=["sign-in"], route_class=TransactedRoute)
PURPOSE = "sign-in by a provider"
AWAY = timedelta(minutes=10)
"""How long one may take at the provider."""


class SignIn(Schema):
    """Who signs in, and by which password."""

    model_config = {
        "json_schema_extra": {"examples": [{"email": "eva@example.org", "password": "cuatro mulas y un río"}]}
    }

    email: str = Field(max_length=254)
    password: SecretStr = Field(max_length=1000)


class Code(Schema):
    """A code of the second factor: six digits of the app, or a recovery code."""

    model_config = {"json_schema_extra": {"examples": [{"code": "492039"}]}}

    code: SecretStr = Field(max_length=40)


class SignedIn(BaseModel):
    """A session was opened; `next` is what is left to do before it may be used."""

    account: str
    next: Next
    expires_at: datetime


class Return(BaseModel):
    """What the provider sends back."""

    code: Annotated[str, Query(max_length=4000)] = ""
    error: Annotated[str, Query(max_length=200)] = ""
    state: Annotated[str, Query(max_length=200)] = ""
    iss: Annotated[str | None, Query(max_length=500)] = None


@router.post("/sign-in", responses=documented(401, 429, 503))
def sign_in(who: SignIn, response: Response, settings: CurrentSettings, visitor: CurrentVisitor, now: Now) -> SignedIn:
    """Opens a session, kept in a cookie. Where `next` is not `nothing`, the second factor is due first."""
    password = who.password.get_secret_value()
    admitted = signing_in.sign_in(settings.entrance, visitor, email=who.email, password=password, now=now)
    return _answered(response, settings, admitted, now)


@router.post("/sign-in/second-factor", responses=documented(401, 429))
def give_code(
    given: Code,
    response: Response,
    settings: CurrentSettings,
    visitor: CurrentVisitor,
    secret: SessionSecret,
    now: Now,
) -> SignedIn:
    """Completes a sign-in whose `next` is `give-code`."""
    code = given.code.get_secret_value()
    admitted = second_factor.give_code(settings.entrance, visitor, secret=secret, code=code, now=now)
    return _answered(response, settings, admitted, now)


@transacted.post("/sign-out", status_code=204)
def sign_out(
    response: Response, session: WriteSession, secret: SessionSecret, settings: CurrentSettings, now: Now
) -> None:
    """Ends the session of the caller at once. Without one, nothing happens."""
    row = standing_session(session, secret, now=now) if secret else None
    if row is not None:
        end_session(session, row, now=now)
    forget_session(response, settings)


@router.get("/sign-in/openid", status_code=303, response_class=RedirectResponse, responses=documented(404, 429, 503))
def depart(settings: CurrentSettings, visitor: CurrentVisitor, now: Now) -> RedirectResponse:
    """Sends the browser to the organization's own sign-in service, where the settings name one."""
    provider = _provider(settings)
    with writing(settings.engine) as session:
        count(session, SIGN_IN_CLIENT, visitor.network, now=now)
    departure = provider.departure()
    response = RedirectResponse(departure.url, status_code=303)
    keep_departure(response, settings, settings.keys.seal(PURPOSE, json.dumps(asdict(departure)), now=now), AWAY)
    return response


@router.get(
    "/sign-in/openid/back", status_code=303, response_class=RedirectResponse, responses=documented(401, 404, 503)
)
def come_back(
    answer: Annotated[Return, Query()],
    settings: CurrentSettings,
    visitor: CurrentVisitor,
    now: Now,
    request: HttpRequest,
) -> RedirectResponse:
    """Where that service sends the browser back to: opens a session for the address that it vouches for."""
    provider = _provider(settings)
    if answer.error or not answer.code:
        raise UnauthenticatedError("the sign-in service let nobody in; begin again")
    kept = request.cookies.get(departure_cookie(settings))
    arrival = Arrival(answer.code, answer.state, answer.iss, _departure(settings, kept, now))
    email = provider.address_of(arrival, now=now)
    admitted = signing_in.sign_in_by_provider(settings.entrance, visitor, email=email, now=now)
    response = RedirectResponse("/", status_code=303)
    forget_departure(response, settings)
    keep_session(response, settings, admitted, now=now)
    return response


def _provider(settings: Settings) -> OpenIdProvider:
    if settings.openid is None:
        raise NotFoundError("sign-in service", "openid", "the settings name none")
    return settings.openid


def _departure(settings: Settings, kept: str | None, now: datetime) -> Departure:
    found = settings.keys.open_fresh(PURPOSE, kept, now=now, life=AWAY) if kept else None
    if found is None:
        raise UnauthenticatedError("the sign-in was not begun in this browser, or too long ago; begin again")
    return Departure(**json.loads(found))


def _answered(response: Response, settings: Settings, admitted: Admitted, now: datetime) -> SignedIn:
    keep_session(response, settings, admitted, now=now)
    return SignedIn(account=admitted.account, next=admitted.next, expires_at=admitted.expires_at)


router.include_router(transacted)
