"""What routes ask for, by type. What looks at nothing but the call is asynchronous: it needs no thread of its own."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session

from api.callers import caller, claims, session_secret, visitor_of
from api.moments import now_of
from api.settings import Settings
from locales import LANGUAGES, speak
from matcher.accounts.sessions import Visitor
from matcher.matching.shelf import IndexShelf
from matcher.policy import Actor
from matcher.posting.file_store import FileStore
from models.database import reading


async def _settings(request: HttpRequest) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _shelf(request: HttpRequest) -> IndexShelf:
    shelf: IndexShelf = request.app.state.shelf
    return shelf


async def _write_session(request: HttpRequest) -> Session:
    session: Session = request.state.session
    return session


async def _now(request: HttpRequest) -> datetime:
    return now_of(request)


async def _session(request: HttpRequest) -> AsyncIterator[Session]:
    """The transaction of a call that writes, else one session that reads for all of the call."""
    session: Session | None = getattr(request.state, "session", None)
    if session is not None:
        yield session
        return
    session = Session(request.app.state.settings.engine)  # asks for no connection yet
    try:
        yield session
    finally:
        await run_in_threadpool(session.close)


async def _actor(
    request: HttpRequest,
    session: Annotated[Session, Depends(_session, scope="function")],
    now: Annotated[datetime, Depends(_now)],
) -> Actor:
    """Who asks: whoever the token or the session speaks for, else the public. A token that does not hold is refused."""
    if claims(request):
        return await run_in_threadpool(caller, request, session, now=now)
    return caller(request, session, now=now)


def _separate_actor(
    request: HttpRequest, settings: Annotated[Settings, Depends(_settings)], now: Annotated[datetime, Depends(_now)]
) -> Actor:
    """Who asks, found in a session of its own that is over when the call begins."""
    with reading(settings.engine) as session:
        return caller(request, session, now=now)


async def _today(now: Annotated[datetime, Depends(_now)]) -> date:
    """The day, in UTC."""
    return now.date()


async def _reader_language(request: HttpRequest) -> str:
    return reader_language(request)


def reader_language(request: HttpRequest) -> str:
    """The language asked for by `?lang=`, else the first of the reader's that the service speaks."""
    asked = request.query_params.get("lang")
    if asked is not None:
        return speak(asked)
    wanted = [part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    return next((speak(one) for one in wanted if one.split("-")[0].lower() in LANGUAGES), "en")


async def _files(settings: Annotated[Settings, Depends(_settings)]) -> FileStore:
    return FileStore(settings.files)


CurrentSettings = Annotated[Settings, Depends(_settings)]
Files = Annotated[FileStore, Depends(_files)]
Shelf = Annotated[IndexShelf, Depends(_shelf)]
ReadSession = Annotated[Session, Depends(_session, scope="function")]
"""A session that looks, or the transaction of a call that writes; over when the answer is made, so that no slow reader
holds a connection."""
WriteSession = Annotated[Session, Depends(_write_session)]
"""The transaction of a call that writes; only for routes of a router with `TransactedRoute`."""
CurrentActor = Annotated[Actor, Depends(_actor)]
SeparateActor = Annotated[Actor, Depends(_separate_actor)]
"""As CurrentActor, for calls that work in several transactions of their own."""
CurrentVisitor = Annotated[Visitor, Depends(visitor_of)]
SessionSecret = Annotated[str | None, Depends(session_secret)]
Now = Annotated[datetime, Depends(_now)]
Today = Annotated[date, Depends(_today)]
ReaderLanguage = Annotated[str, Depends(_reader_language)]
