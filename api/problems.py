"""Errors as RFC 9457 problem details: one shape for all."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Response
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from matcher.errors import BadInputError, ConflictError, NotFoundError, StaleEditError, SursurError
from matcher.intake.problems import BadFileError
from models.states import IllegalMoveError

log = logging.getLogger(__name__)
SHOWN = 20
"""Most field problems in one answer."""
SHOWN_OF_A_FILE = 200
"""Most problems of a file in one answer."""
MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that is wrong; of a file also its row, counted from 1, the first one being that of the names."""

    field: str
    detail: str
    row: int | None = None


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 puts it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route's documentation names the problems that it answers with."""
    return {
        status: {"model": ProblemDetails, "content": {MEDIA_TYPE: {}}, "description": HTTPStatus(status).phrase}
        for status in statuses
    }


DOCUMENTED = documented(401, 403, 404, 409, 412, 422, 428, 429)
"""The problems that the routes' documentation names."""


Page = Callable[[HttpRequest, str, int], Response]
"""Answers an error as a page: (request, title, status)."""

Told = Callable[..., Response]
"""Answers a problem in the shape that fits the path: (request, title, status, detail, *fields)."""


def install(app: FastAPI, page: Page) -> None:
    """Answers every error of the API in the one shape, and those of the pages as pages."""

    def told(request: HttpRequest, title: str, status: int, detail: str, *fields: FieldProblem) -> Response:
        if request.url.path.startswith(("/api", "/healthz", "/readyz", "/static")):
            return answer(title, status, detail, *fields)
        return page(request, title, status)

    _business(app, told)
    _malformed(app, told)
    _database(app, told)

    @app.exception_handler(Exception)
    async def unforeseen(request: HttpRequest, error: Exception) -> Response:  # noqa: ARG001
        return told(request, "Internal server error", 500, "something went wrong on our side; it has been logged")


def _business(app: FastAPI, told: Told) -> None:
    """What the rules of the service do not allow."""

    @app.exception_handler(SursurError)
    async def business(request: HttpRequest, error: SursurError) -> Response:
        fields = [FieldProblem(field=one.place, detail=one.detail) for one in error.faults]
        response = told(request, error.title, error.status, str(error), *fields)
        response.headers.update(error.headers)
        return response

    @app.exception_handler(BadFileError)
    async def unreadable(request: HttpRequest, error: BadFileError) -> Response:
        fields = [FieldProblem(field=one.column or "", detail=one.message, row=one.row) for one in error.problems]
        return told(request, error.title, error.status, str(error.problems[0]), *fields[:SHOWN_OF_A_FILE])

    @app.exception_handler(IllegalMoveError)
    async def illegal(request: HttpRequest, error: IllegalMoveError) -> Response:
        return told(request, ConflictError.title, ConflictError.status, str(error))

    @app.exception_handler(StaleDataError)
    async def overtaken(request: HttpRequest, error: StaleDataError) -> Response:  # noqa: ARG001
        detail = "somebody else changed the same thing at the same moment; read it again and repeat your change"
        return told(request, StaleEditError.title, StaleEditError.status, detail)


def _malformed(app: FastAPI, told: Told) -> None:
    """What cannot be read, and what is not there."""

    @app.exception_handler(RequestValidationError)
    async def malformed(request: HttpRequest, error: RequestValidationError) -> Response:
        found = error.errors()[:SHOWN]
        fields = [FieldProblem(field=_place(one["loc"]), detail=_said(one["msg"])) for one in found]
        detail = "; ".join(f"{one.field}: {one.detail}" for one in fields)
        return told(request, BadInputError.title, BadInputError.status, detail, *fields)

    @app.exception_handler(HTTPException)
    async def http(request: HttpRequest, error: HTTPException) -> Response:
        missing = error.status_code == NotFoundError.status
        title = NotFoundError.title if missing else HTTPStatus(error.status_code).phrase
        detail = f"there is no {request.url.path}" if missing else str(error.detail)
        response = told(request, title, error.status_code, detail)
        response.headers.update(error.headers or {})
        return response


def _database(app: FastAPI, told: Told) -> None:
    """What the database refuses."""

    @app.exception_handler(IntegrityError)
    async def twice(request: HttpRequest, error: IntegrityError) -> Response:
        log.warning("a conflict in %s", request.url.path, exc_info=error, extra={"action": "database.conflict"})
        detail = "somebody else did the same at the same moment; look again and repeat what is still needed"
        return told(request, ConflictError.title, ConflictError.status, detail)

    @app.exception_handler(DataError)
    async def unfit(request: HttpRequest, error: DataError) -> Response:  # noqa: ARG001
        detail = "a value holds what no record can hold, such as a control character"
        return told(request, BadInputError.title, BadInputError.status, detail)

    @app.exception_handler(OperationalError)
    @app.exception_handler(ProgrammingError)
    async def database(request: HttpRequest, error: OperationalError | ProgrammingError) -> Response:
        log.error(
            "the database did not answer %s", request.url.path, exc_info=error, extra={"action": "database.error"}
        )
        response = told(request, "Service unavailable", 503, "the database does not answer; try again in a moment")
        response.headers["Retry-After"] = "5"
        return response


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def answer(title: str, status: int, detail: str, *fields: FieldProblem) -> JSONResponse:
    """A problem in the one shape."""
    problem = ProblemDetails(title=title, status=status, detail=detail, errors=list(fields))
    return JSONResponse(problem.model_dump(exclude_none=True), status_code=status, media_type=MEDIA_TYPE)
