"""Names every call, so that an answer, the lines of the log about it and a proxy's own log are found together."""

import logging
import re
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import current_call
from api.metrics import route_of

HEADER = "X-Request-ID"
"""Brings the identifier of a call from a proxy, and takes it to the caller."""
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""Identifiers that are taken over: nothing that could break a line."""
log = logging.getLogger(__name__)


class NamedCalls:
    """Gives each call an identifier and writes a line when it was answered.

    The line names the route, not the path: addresses of people and secrets of links stand in paths.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        key, began, status = _name(Headers(scope=scope).get(HEADER)), perf_counter(), 500
        current_call.set(key)  # each call has a context of its own; a line about its failure comes after this returns

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = key
            await send(message)

        try:
            await self.app(scope, receive, named)
        finally:
            _tell(scope, status, perf_counter() - began)


def _name(given: str | None) -> str:
    return given if given is not None and GIVEN.fullmatch(given) else uuid4().hex


def _tell(scope: Scope, status: int, seconds: float) -> None:
    method, route, taken = str(scope["method"]), route_of(scope), round(1000 * seconds, 1)
    told = {"action": "http.answered", "method": method, "route": route, "status": status, "milliseconds": taken}
    log.info("%s %s %d in %.1f ms", method, route, status, taken, extra=told)
