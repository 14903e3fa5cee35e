"""How many calls a process works on at once: the others wait before they hold anything.

A call keeps its connection to the database while it changes threads. Without a limit, calls that hold a connection and
wait for a thread, and calls that hold a thread and wait for a connection, wait for each other until both fail.

A call has its place while it is worked on: neither while its body arrives nor while its answer, which is made by then,
is read. So nobody who sends or reads slowly keeps others out, also where no proxy stands before the service.
"""

import asyncio
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.database import CONNECTIONS

CONNECTIONS_A_CALL = 2
"""The call's own, and one for what is written down after it."""
AT_ONCE = CONNECTIONS // CONNECTIONS_A_CALL
NEVER_WAITS = "/healthz"
"""Answers while the process lives, however many wait."""
NO_BODY = frozenset({"GET", "HEAD", "OPTIONS"})


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
        place = _Place(self._doors.setdefault(loop, asyncio.Semaphore(self.most)))
        bring = receive if scope["method"] in NO_BODY else _Sender(place, receive, await receive())

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                place.leave_for_good()
            await send(message)

        await place.enter()
        try:
            await self.app(scope, bring, answer)
        finally:
            place.leave_for_good()


class _Place:
    """The place of one call."""

    def __init__(self, door: asyncio.Semaphore) -> None:
        self._door, self._taken, self._over = door, False, False

    async def enter(self) -> None:
        if not self._over:
            await self._door.acquire()
            self._taken = True

    def leave(self) -> None:
        if self._taken:
            self._taken = False
            self._door.release()

    def leave_for_good(self) -> None:
        self._over = True
        self.leave()


class _Sender:
    """Brings a body, of which the first part is here; while the others are on their way, the place is another's."""

    def __init__(self, place: _Place, receive: Receive, first: Message) -> None:
        self._place, self._receive = place, receive
        self._first: Message | None = first
        self._more = first.get("more_body", False)

    async def __call__(self) -> Message:
        if self._first is not None:
            message, self._first = self._first, None
            return message
        if not self._more:
            return await self._receive()
        self._place.leave()
        message = await self._receive()
        self._more = message.get("more_body", False)
        if not self._more:
            await self._place.enter()
        return message
