"""What went wrong, in the one shape of RFC 9457 problem details."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from api.dependencies import reader_language
from locales import translate
from locales.messages import Message
from matcher.field_words import message_of

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that is wrong; of a file also its row, counted from 1, the first one being that of the names."""

    field: str
    detail: str
    row: int | None = None


class Versions(BaseModel):
    """Both versions of a thing that somebody else has changed: of the fields that were sent, what is stored now."""

    stored: dict[str, Any]
    sent: dict[str, Any]


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 puts it. `versions` stands there where an edit came too late (412)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []
    versions: Versions | None = None


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route's documentation names the problems that it answers with."""
    return {
        status: {"model": ProblemDetails, "content": {MEDIA_TYPE: {}}, "description": HTTPStatus(status).phrase}
        for status in statuses
    }


DOCUMENTED = documented(401, 403, 404, 409, 412, 422, 428, 429)
"""The problems that the routes' documentation names."""


def field_problems(error: ValidationError | RequestValidationError, language: str) -> list[FieldProblem]:
    """What is wrong with which field, in a language; of a request, without the part that it came in (body, query).

    A problem of a record as a whole has the field "" (of a request: the part).
    """
    of_request = isinstance(error, RequestValidationError)
    return [
        FieldProblem(field=_place(one["loc"], of_request=of_request), detail=message_of(one).told(language))
        for one in error.errors()
    ]


def _place(location: Sequence[int | str], *, of_request: bool) -> str:
    if of_request:
        location = location[1:] or location[:1]
    return ".".join(str(part) for part in location)


def answer(
    request: HttpRequest,
    title: str,
    status: int,
    detail: Message,
    *fields: FieldProblem,
    versions: Versions | None = None,
) -> JSONResponse:
    """A problem in the one shape, in the reader's language."""
    language = reader_language(request)
    problem = ProblemDetails(
        title=translate(title, language),
        status=status,
        detail=detail.told(language),
        errors=list(fields),
        versions=versions,
    )
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    content = problem.model_dump(exclude_none=True)
    return JSONResponse(content, status_code=status, headers=headers, media_type=MEDIA_TYPE)
