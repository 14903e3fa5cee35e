"""Looks at the head of every answer before it is sent. Starlette's `BaseHTTPMiddleware`, which could as well, starts a
task and two streams for each call: four of them took up to a third of the time of the shortest answer."""

from collections.abc import Awaitable, Callable

from fastapi import Request as HttpRequest
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Heed = Callable[[HttpRequest, int, MutableHeaders], Awaitable[None]]
"""What is done with a call, the status of its answer and its headers, which may be changed."""


class Heads:
    """Does something before an answer is sent. An exception that nobody foresaw has no answer yet: it passes by."""

    def __init__(self, app: ASGIApp, heed: Heed) -> None:
        self.app, self.heed = app, heed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def heeded(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self.heed(HttpRequest(scope), message["status"], MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, heeded)
