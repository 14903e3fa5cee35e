"""What routes ask for, by type."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends
from fastapi import Request as HttpRequest
from sqlmodel import Session

from api.settings import Settings
from locales import LANGUAGES, speak
from matcher.matching.shelf import IndexShelf
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


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def reader_language(request: HttpRequest) -> str:
    """The language asked for by `?lang=`, else the first of the reader's that the service speaks."""
    asked = request.query_params.get("lang")
    if asked is not None:
        return speak(asked)
    wanted = [part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    return next((speak(one) for one in wanted if one.split("-")[0].lower() in LANGUAGES), "en")


CurrentSettings = Annotated[Settings, Depends(_settings)]
Shelf = Annotated[IndexShelf, Depends(_shelf)]
ReadSession = Annotated[Session, Depends(_session)]
Today = Annotated[date, Depends(today)]
ReaderLanguage = Annotated[str, Depends(reader_language)]
