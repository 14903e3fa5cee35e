"""How each error is answered: programs by problem details, people by a page."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Response
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.calls import HEADER
from api.dependencies import reader_language
from api.logs import current_call
from api.problem_details import FieldProblem, Versions, answer, field_problems
from api.security.headers import secure
from locales.messages import Message
from matcher.errors import (
    BadInputError,
    ConflictError,
    DatabaseAwayError,
    NotFoundError,
    StaleEditError,
    SursurError,
)
from matcher.intake.problems import BadFileError
from matcher.troubles import trouble_of
from models.states import IllegalMoveError

log = logging.getLogger(__name__)
SHOWN = 20
"""Most field problems in one answer."""
SHOWN_OF_A_FILE = 200
"""Most problems of a file in one answer."""

Page = Callable[[HttpRequest, str, int, Message], Response]
"""Answers an error as a page: (request, title, status, detail)."""

Told = Callable[..., Response]
"""Answers a problem in the shape that fits the path: (request, title, status, detail, *fields)."""
PHRASES = {
    400: "The request cannot be read",
    405: "This address does not take that method",
    411: "Length required",
    500: "Internal server error",
    503: DatabaseAwayError.title,
}
"""Titles of the problems that no error of the service stands for, by HTTP status."""


def install(app: FastAPI, page: Page) -> None:
    """Answers every error of the API in the one shape, and those of the pages as pages."""

    def told(request: HttpRequest, title: str, status: int, detail: Message, *fields: FieldProblem) -> Response:
        if request.url.path.startswith(("/api", "/healthz", "/readyz", "/metrics", "/static", "/feed")):
            return answer(request, title, status, detail, *fields)
        return page(request, title, status, detail)

    _business(app, told)
    _too_late(app, told)
    _malformed(app, told)
    _database(app, told)

    @app.exception_handler(Exception)
    async def unforeseen(request: HttpRequest, error: Exception) -> Response:  # noqa: ARG001
        answer = told(request, PHRASES[500], 500, Message("something went wrong on our side; it has been logged"))
        answer.headers[HEADER] = current_call.get()
        secure(request, answer.headers)  # what nobody foresaw is answered outside of all else
        return answer


def _business(app: FastAPI, told: Told) -> None:
    """What the rules of the service do not allow."""

    @app.exception_handler(SursurError)
    async def business(request: HttpRequest, error: SursurError) -> Response:
        language = reader_language(request)
        fields = [
            FieldProblem(field=one.place.told(language), detail=one.detail.told(language)) for one in error.faults
        ]
        response = told(request, error.title, error.status, error.message, *fields)
        response.headers.update(error.headers)
        return response

    @app.exception_handler(BadFileError)
    async def unreadable(request: HttpRequest, error: BadFileError) -> Response:
        language = reader_language(request)
        fields = [
            FieldProblem(field=one.column or "", detail=one.message.told(language), row=one.row)
            for one in error.problems[:SHOWN_OF_A_FILE]
        ]
        return told(request, error.title, error.status, error.problems[0].placed, *fields)

    @app.exception_handler(IllegalMoveError)
    async def illegal(request: HttpRequest, error: IllegalMoveError) -> Response:
        return told(request, ConflictError.title, ConflictError.status, error.message)


def _too_late(app: FastAPI, told: Told) -> None:
    """What somebody else has changed in the meantime."""

    @app.exception_handler(StaleEditError)
    async def stale(request: HttpRequest, error: StaleEditError) -> Response:
        if not request.url.path.startswith("/api"):
            return told(request, error.title, error.status, error.message)
        sent = await _body(request)
        versions = Versions(
            stored={"version": error.stored["version"], **{name: error.stored.get(name) for name in sent}},
            sent={"version": error.started_from, **sent},
        )
        return answer(request, error.title, error.status, error.message, versions=versions)

    @app.exception_handler(StaleDataError)
    async def overtaken(request: HttpRequest, error: StaleDataError) -> Response:  # noqa: ARG001
        detail = Message(
            "somebody else changed the same thing at the same moment; read it again and repeat your change"
        )
        return told(request, StaleEditError.title, StaleEditError.status, detail)


async def _body(request: HttpRequest) -> dict[str, Any]:
    """The fields that a call sent as JSON; none where it sent no object."""
    try:
        sent = await request.json()
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _malformed(app: FastAPI, told: Told) -> None:
    """What cannot be read, and what is not there."""

    @app.exception_handler(RequestValidationError)
    async def malformed(request: HttpRequest, error: RequestValidationError) -> Response:
        fields = field_problems(error, reader_language(request))[:SHOWN]
        detail = Message("{problems}", problems="; ".join(f"{one.field}: {one.detail}" for one in fields))
        return told(request, BadInputError.title, BadInputError.status, detail, *fields)

    @app.exception_handler(HTTPException)
    async def http(request: HttpRequest, error: HTTPException) -> Response:
        missing = error.status_code == NotFoundError.status
        phrase = PHRASES.get(error.status_code) or HTTPStatus(error.status_code).phrase
        title = NotFoundError.title if missing else phrase
        response = told(request, title, error.status_code, _detail(request, error))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(ClientDisconnect)
    async def gone(request: HttpRequest, error: ClientDisconnect) -> Response:  # noqa: ARG001
        return Response(status_code=BadInputError.status)  # nobody reads it


def _detail(request: HttpRequest, error: HTTPException) -> Message:
    if error.status_code == NotFoundError.status:
        return Message("there is no {path}", path=request.url.path)
    if error.status_code == 405:
        return Message("{method} is not among the methods of this address", method=request.method)
    return Message("{said}", said=error.detail)


def _database(app: FastAPI, told: Told) -> None:
    """What the database refuses."""

    @app.exception_handler(IntegrityError)
    async def twice(request: HttpRequest, error: IntegrityError) -> Response:
        log.warning("a conflict in %s", request.url.path, exc_info=error, extra={"action": "database.conflict"})
        detail = Message("somebody else did the same at the same moment; look again and repeat what is still needed")
        return told(request, ConflictError.title, ConflictError.status, detail)

    @app.exception_handler(DataError)
    async def unfit(request: HttpRequest, error: DataError) -> Response:  # noqa: ARG001
        detail = Message("a value holds what no record can hold, such as a control character")
        return told(request, BadInputError.title, BadInputError.status, detail)

    @app.exception_handler(OperationalError)
    @app.exception_handler(ProgrammingError)
    @app.exception_handler(PoolTimeoutError)
    async def database(request: HttpRequest, error: SQLAlchemyError) -> Response:
        log.error(
            "the database did not answer %s", request.url.path, exc_info=error, extra={"action": "database.error"}
        )
        return _refused(trouble_of(error) or DatabaseAwayError(), request)

    @app.exception_handler(OSError)
    async def disk(request: HttpRequest, error: OSError) -> Response:
        trouble = trouble_of(error)
        if trouble is None:
            raise error
        log.error("there is no room for %s", request.url.path, exc_info=error, extra={"action": "disk.full"})
        return _refused(trouble, request)

    def _refused(trouble: SursurError, request: HttpRequest) -> Response:
        response = told(request, trouble.title, trouble.status, trouble.message)
        response.headers.update(trouble.headers)
        return response
