"""How many calls a process works on at once: the others wait before they hold anything.

A call keeps its connection to the database while it changes threads. Without a limit, calls that hold a connection and
wait for a thread, and calls that hold a thread and wait for a connection, wait for each other until both fail.
"""

import asyncio
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Receive, Scope, Send

from models.database import CONNECTIONS

CONNECTIONS_A_CALL = 2
"""The call's own, and one for what is written down after it."""
AT_ONCE = CONNECTIONS // CONNECTIONS_A_CALL
NEVER_WAITS = "/healthz"
"""Answers while the process lives, however many wait."""


class Admission:
    """Lets at most so many calls in at once, in the order in which they came."""

    def __init__(self, app: ASGIApp, most: int = AT_ONCE) -> None:
        self.app, self.most = app, most
        self._doors: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a call when its turn has come."""
        if scope["type"] != "http" or scope["path"] == NEVER_WAITS:
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        async with self._doors.setdefault(loop, asyncio.Semaphore(self.most)):
            await self.app(scope, receive, send)
