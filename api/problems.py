"""Errors as RFC 9457 problem details: one shape for all."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DataError, OperationalError, ProgrammingError
from starlette.exceptions import HTTPException

from matcher.errors import SursurError

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that is wrong."""

    field: str
    detail: str


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 puts it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemDetails, "content": {MEDIA_TYPE: {}}, "description": HTTPStatus(status).phrase}
    for status in (404, 422)
}


def install(app: FastAPI) -> None:
    """Answers every error of the service in the one shape."""

    @app.exception_handler(SursurError)
    async def business(request: HttpRequest, error: SursurError) -> JSONResponse:  # noqa: ARG001
        return _answer(ProblemDetails(title=error.title, status=error.status, detail=str(error)))

    @app.exception_handler(RequestValidationError)
    async def malformed(request: HttpRequest, error: RequestValidationError) -> JSONResponse:  # noqa: ARG001
        fields = [FieldProblem(field=_place(one["loc"]), detail=_said(one["msg"])) for one in error.errors()]
        detail = "; ".join(f"{one.field}: {one.detail}" for one in fields)
        title = "The input cannot be used"
        return _answer(ProblemDetails(title=title, status=422, detail=detail, errors=fields))

    @app.exception_handler(HTTPException)
    async def http(request: HttpRequest, error: HTTPException) -> JSONResponse:
        detail = f"there is no {request.url.path}" if error.status_code == 404 else str(error.detail)
        title = HTTPStatus(error.status_code).phrase
        answer = _answer(ProblemDetails(title=title, status=error.status_code, detail=detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(DataError)
    async def unfit(request: HttpRequest, error: DataError) -> JSONResponse:  # noqa: ARG001
        detail = "a value holds what no record can hold, such as a control character"
        return _answer(ProblemDetails(title="The input cannot be used", status=422, detail=detail))

    @app.exception_handler(Exception)
    async def unforeseen(request: HttpRequest, error: Exception) -> JSONResponse:  # noqa: ARG001
        detail = "something went wrong on our side; it has been logged"
        return _answer(ProblemDetails(title="Internal server error", status=500, detail=detail))

    @app.exception_handler(OperationalError)
    @app.exception_handler(ProgrammingError)
    async def database(request: HttpRequest, error: OperationalError | ProgrammingError) -> JSONResponse:
        log.error(
            "the database did not answer %s",
            request.url.path,
            exc_info=error,
            extra={"action": "database.error"},
        )
        detail = "the database does not answer; try again in a moment"
        answer = _answer(ProblemDetails(title="Service unavailable", status=503, detail=detail))
        answer.headers["Retry-After"] = "5"
        return answer


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def _answer(problem: ProblemDetails) -> JSONResponse:
    return JSONResponse(problem.model_dump(), status_code=problem.status, media_type=MEDIA_TYPE)
