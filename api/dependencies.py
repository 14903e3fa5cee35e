"""What routes ask for, by type."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends
from fastapi import Request as HttpRequest
from sqlmodel import Session

from api.callers import caller, session_secret, visitor_of
from api.moments import now_of
from api.settings import Settings
from locales import LANGUAGES, speak
from matcher.accounts.sessions import Visitor
from matcher.matching.shelf import IndexShelf
from matcher.policy import Actor
from matcher.posting.file_store import FileStore
from models.database import reading


def _settings(request: HttpRequest) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _shelf(request: HttpRequest) -> IndexShelf:
    shelf: IndexShelf = request.app.state.shelf
    return shelf


def _session(settings: Annotated[Settings, Depends(_settings)]) -> Iterator[Session]:
    with reading(settings.engine) as session:
        yield session


def _write_session(request: HttpRequest) -> Session:
    session: Session = request.state.session
    return session


def _any_session(request: HttpRequest) -> Iterator[Session]:
    """The transaction of a call that writes, else a session that reads."""
    session: Session | None = getattr(request.state, "session", None)
    if session is not None:
        yield session
    else:
        yield from _session(_settings(request))


def _actor(
    request: HttpRequest,
    session: Annotated[Session, Depends(_any_session, scope="function")],
    now: Annotated[datetime, Depends(now_of)],
) -> Actor:
    """Who asks: whoever the token or the session speaks for, else the public. A token that does not hold is refused."""
    return caller(request, session, now=now)


def _separate_actor(
    request: HttpRequest, settings: Annotated[Settings, Depends(_settings)], now: Annotated[datetime, Depends(now_of)]
) -> Actor:
    """Who asks, found in a session of its own that is over when the call begins."""
    with reading(settings.engine) as session:
        return caller(request, session, now=now)


def today(now: Annotated[datetime, Depends(now_of)]) -> date:
    """The day, in UTC."""
    return now.date()


def reader_language(request: HttpRequest) -> str:
    """The language asked for by `?lang=`, else the first of the reader's that the service speaks."""
    asked = request.query_params.get("lang")
    if asked is not None:
        return speak(asked)
    wanted = [part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    return next((speak(one) for one in wanted if one.split("-")[0].lower() in LANGUAGES), "en")


def _files(settings: Annotated[Settings, Depends(_settings)]) -> FileStore:
    return FileStore(settings.files)


CurrentSettings = Annotated[Settings, Depends(_settings)]
Files = Annotated[FileStore, Depends(_files)]
Shelf = Annotated[IndexShelf, Depends(_shelf)]
ReadSession = Annotated[Session, Depends(_session, scope="function")]
"""A session that looks; over when the answer is made, so that whoever reads it slowly holds no connection."""
WriteSession = Annotated[Session, Depends(_write_session)]
"""The transaction of a call that writes; only for routes of a router with `TransactedRoute`."""
AnySession = Annotated[Session, Depends(_any_session, scope="function")]
"""The transaction of a call that writes, else a session that reads."""
CurrentActor = Annotated[Actor, Depends(_actor)]
SeparateActor = Annotated[Actor, Depends(_separate_actor)]
"""As CurrentActor, for calls that work in several transactions of their own."""
CurrentVisitor = Annotated[Visitor, Depends(visitor_of)]
SessionSecret = Annotated[str | None, Depends(session_secret)]
Now = Annotated[datetime, Depends(now_of)]
Today = Annotated[date, Depends(today)]
ReaderLanguage = Annotated[str, Depends(reader_language)]
