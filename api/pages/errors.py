"""Errors as pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request as HttpRequest
from fastapi import Response
from sqlalchemy.exc import SQLAlchemyError

from api.callers import caller, session_cookie
from api.moments import now_of
from api.pages.forms import sent_by
from api.pages.visits import Visit, sign_in_first
from locales.messages import Message
from matcher.errors import DatabaseAwayError, DiskFullError, NotFoundError, SursurError, UnauthenticatedError
from matcher.policy import PUBLIC, Actor
from models.database import reading

OURS = frozenset({500, DatabaseAwayError.status, DiskFullError.status})
"""Failures that pass: what was sent may be sent again as it is."""


@dataclass(frozen=True)
class ErrorPage:
    """What went wrong; `here` is the page that was asked for, `sent` whether a form was sent there, and `fields` what
    it held where it may be sent again."""

    title: str
    detail: str
    status: int
    here: str
    sent: bool
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class UnsentPage:
    """A form that came after its session had ended; `fields` are what was typed, but for secrets."""

    here: str
    fields: list[tuple[str, str]]


def error_page(request: HttpRequest, title: str, status: int, detail: Message) -> Response:
    """What went wrong, in the reader's language. Who must sign in is led there, and keeps what he had typed."""
    visit = Visit(request, _whoever(request), now_of(request))
    typed = sent_by(request)
    if typed and _has_ended(visit, status):
        unsent = UnsentPage(request.url.path, list(_fields(typed)))
        return visit.secret_page("unsent.html", unsent, UnauthenticatedError.status)
    if status == UnauthenticatedError.status:
        return sign_in_first(request)
    page = ErrorPage(
        title=title,
        detail=detail.for_people.told(visit.language),
        status=status,
        here=request.url.path,
        sent=request.method == "POST",
        fields=list(_fields(typed)) if status in OURS else [],
    )
    return visit.secret_page("error.html", page, status) if page.fields else visit.page("error.html", page, status)


def _has_ended(visit: Visit, status: int) -> bool:
    """Whether a form failed for want of a session; without one, what is the sender's own does not exist."""
    was_in = session_cookie(visit.request) is not None and status == NotFoundError.status
    return not visit.actor.signed_in and (status == UnauthenticatedError.status or was_in)


def _fields(typed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in typed.items():
        for one in value if isinstance(value, list) else [value]:
            yield name, str(one)


def _whoever(request: HttpRequest) -> Actor:
    """Who is signed in, as far as that can be found out: the error may be that of the database."""
    try:
        with reading(request.app.state.settings.engine) as session:
            return caller(request, session, now=now_of(request))
    except (SursurError, SQLAlchemyError):
        return PUBLIC
