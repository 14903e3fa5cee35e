"""How much a call may bring, and how much may be asked for at once."""

import re

from fastapi import Request as HttpRequest
from fastapi import Response
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.pages.errors import error_page
from api.problem_details import answer
from api.problems import PHRASES
from api.security.capacity import Capacity, is_dear, network
from locales.messages import ForPrograms, Message
from matcher.errors import BadInputError, OverloadedError, TooLargeError, TooManyError
from matcher.posting import attaching

MOST_BYTES = 256 * 1024
"""Longest body of a request: ten times the longest post."""
MOST_OF_A_FILE = attaching.MOST_BYTES + 64 * 1024
"""Longest body that brings a file: the file, and what is sent around it."""
BRING = frozenset({"POST", "PUT", "PATCH"})
TAKES_FILES = re.compile(
    r"(/api/v1)?/(requests|offers)/[^/]+/attachments|/api/v1/imports/(requests|offers)"
    r"|/api/v1/catalogues/[^/]+/imports/[a-z]+|/administration/catalogues/imports"
    r"|/library/(new|[^/]+/file)|/api/v1/documents/[^/]+/file"
)
"""The paths that take files."""


class Limits(BaseHTTPMiddleware):
    """Refuses bodies that no honest request has, before they are read, and large answers while too many are made."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a call; one that neither brings nor asks for much passes by."""
        if scope["type"] != "http" or (scope["method"] not in BRING and not is_dear(HttpRequest(scope))):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def dispatch(self, request: HttpRequest, call_next: RequestResponseEndpoint) -> Response:
        """Answers a call or refuses it."""
        refused = _too_long(request) if request.method in BRING else None
        if refused is not None:
            return refused
        return await _in_turn(request, call_next) if is_dear(request) else await call_next(request)


def _too_long(request: HttpRequest) -> Response | None:
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        return _refused(request, PHRASES[411], 411, Message("say the length of the body in Content-Length"))
    most = MOST_OF_A_FILE if TAKES_FILES.fullmatch(request.url.path) else MOST_BYTES
    if int(length) <= most:
        return None
    people = Message("at most {most:,} bytes are taken: shorten the text or choose a smaller file", most=most)
    detail = ForPrograms(Message("the body may have {most:,} bytes", most=most), people=people)
    return _refused(request, TooLargeError.title, TooLargeError.status, detail)


async def _in_turn(request: HttpRequest, call_next: RequestResponseEndpoint) -> Response:
    capacity: Capacity = request.app.state.capacity
    try:
        await request.body()  # a slow sender must not hold a place
        async with capacity.turn(network(request)):
            return await call_next(request)
    except (TooManyError, OverloadedError) as error:
        response = _refused(request, error.title, error.status, error.message)
        response.headers.update(error.headers)
        return response
    except ClientDisconnect:
        return Response(status_code=BadInputError.status)  # nobody reads it


def _refused(request: HttpRequest, title: str, status: int, detail: Message) -> Response:
    """The problem in the shape that fits the path: data for programs, a page for people."""
    if request.url.path.startswith("/api"):
        return answer(request, title, status, detail)
    return error_page(request, title, status, detail)
