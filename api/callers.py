"""Who calls: by a token, or by the cookie of a session; and what is written down about the proof when all is done."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.datastructures import MutableHeaders

from api.moments import now_of
from api.security.forgery import may_use_session
from api.settings import Settings
from matcher.accounts.limits import TOKEN_CLIENT, check, network_of, note
from matcher.accounts.sessions import SELDOM, Visitor, actor_of_session, note_seen, standing
from matcher.accounts.tokens import actor_of_token, note_used, standing_token
from matcher.errors import UnauthenticatedError
from matcher.policy import PUBLIC, Actor
from models.database import writing_aside

COOKIE = "sursur_session"
"""The cookie that holds the secret of a session."""
log = logging.getLogger(__name__)

Trace = Callable[[Session], None]


def visitor_of(request: HttpRequest) -> Visitor:
    """Where a call comes from, and by which session."""
    network = network_of(request.client.host if request.client else None)
    return Visitor(network, request.headers.get("user-agent"), session_secret(request))


def cookie_name(settings: Settings, name: str = COOKIE, prefix: str = "__Host-") -> str:
    """What a cookie is called. Outside development its name makes browsers refuse one that another host set, or that
    came unencrypted."""
    return name if settings.environment == "development" else f"{prefix}{name}"


def session_cookie(request: HttpRequest) -> str | None:
    """The secret that the browser keeps, whoever made it send it."""
    return request.cookies.get(cookie_name(request.app.state.settings))


def session_secret(request: HttpRequest) -> str | None:
    """The secret of the caller's session; none where a page of somebody else's makes his browser write to us."""
    secret = session_cookie(request)
    return secret if secret and may_use_session(request, secret) else None


def claims(request: HttpRequest) -> str | None:
    """The token or the cookie by which somebody says who he is, as it came."""
    return request.headers.get("authorization") or session_cookie(request)


def caller(request: HttpRequest, session: Session, *, now: datetime) -> Actor:
    """Whoever the token or the session speaks for, else the public.

    Raises UnauthenticatedError for a token that does not hold, TooManyError after many of them from one network.
    """
    actor = _found(request, session, now)
    request.state.caller = actor.name_in_trail
    return actor


def _found(request: HttpRequest, session: Session, now: datetime) -> Actor:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _by_token(request, session, token.strip(), now)
    secret = session_secret(request)
    return _by_session(request, session, secret, now) if secret else PUBLIC


def _by_token(request: HttpRequest, session: Session, secret: str, now: datetime) -> Actor:
    try:
        found = standing_token(session, secret, now=now)
    except UnauthenticatedError:
        network = visitor_of(request).network
        check(session, TOKEN_CLIENT, network, now=now)
        _leave(request, partial(note, limit=TOKEN_CLIENT, subject=network, now=now))
        raise
    used = found.token.last_used_at
    if used is None or used + SELDOM <= now:
        _leave(request, partial(note_used, key=found.token.id, now=now))
    return actor_of_token(session, found)


def _by_session(request: HttpRequest, session: Session, secret: str, now: datetime) -> Actor:
    found = standing(session, secret, now=now)
    if found is None:
        return PUBLIC
    if found.row.last_seen_at + SELDOM <= now:
        _leave(request, partial(note_seen, secret=secret, now=now))
    return actor_of_session(session, found, guarded=request.app.state.settings.entrance.guarded)


def _leave(request: HttpRequest, trace: Trace) -> None:
    request.state.trace = trace


async def leave_trace(request: HttpRequest, status: int, headers: MutableHeaders) -> None:  # noqa: ARG001
    """Writes down the use of a session or token, or a wrong token, after the call's own transaction has ended."""
    trace: Trace | None = getattr(request.state, "trace", None)
    if trace is not None:
        await run_in_threadpool(_write, request, trace)


def _write(request: HttpRequest, trace: Trace) -> None:
    try:
        with writing_aside(request.app.state.settings.engine) as session:
            trace(session)
    except OperationalError as error:  # the call itself has been answered
        log.warning("a use was not written down", exc_info=error, extra={"action": "trace.lost", "at": now_of(request)})
