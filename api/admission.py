"""How many calls a process works on at once: the others wait before they hold anything.

A call keeps its connection to the database while it changes threads. Without a limit, calls that hold a connection and
wait for a thread, and calls that hold a thread and wait for a connection, wait for each other until both fail. Few do
not get less done than many, for they share one processor. At most half of them bring something: whoever waits for the
database to let him write leaves room for those who read.

A call has its place while it is worked on: neither while its body arrives nor while its answer, which is made by then,
is read. So nobody who sends or reads slowly keeps others out, also where no proxy stands before the service.
"""

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONNECTIONS_A_CALL = 2
"""The call's own, and one for what is written down after it."""
AT_ONCE = 6
"""Of 4, 6, 8 and 20, measured by `tests/load/mixed.py`: more answered fewer calls a second, and later; fewer let a few
long calls keep all others out. What is no call, such as the clock, finds the other connections."""
NEVER_WAITS = "/healthz"
"""Answers while the process lives, however many wait."""
NO_BODY = frozenset({"GET", "HEAD", "OPTIONS"})


class Admission:
    """Lets at most so many calls in at once, in the order in which they came."""

    def __init__(self, app: ASGIApp, most: int = AT_ONCE) -> None:
        self.app, self.most = app, most
        self._doors: WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[asyncio.Semaphore, asyncio.Semaphore]] = (
            WeakKeyDictionary()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a call when its turn has come."""
        if scope["type"] != "http" or scope["path"] == NEVER_WAITS:
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        everybody, writers = self._doors.setdefault(loop, self._opened())
        place = _Place([everybody] if scope["method"] in NO_BODY else [writers, everybody])
        bring = receive if scope["method"] in NO_BODY else _Sender(place, receive, await receive())

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                place.leave_for_good()
            await send(message)

        try:
            await place.enter()
            await self.app(scope, bring, answer)
        finally:
            place.leave_for_good()

    def _opened(self) -> tuple[asyncio.Semaphore, asyncio.Semaphore]:
        return asyncio.Semaphore(self.most), asyncio.Semaphore((self.most + 1) // 2)


class _Place:
    """The place of one call, behind one door or two."""

    def __init__(self, doors: Sequence[asyncio.Semaphore]) -> None:
        self._doors, self._passed, self._over = doors, list[asyncio.Semaphore](), False

    async def enter(self) -> None:
        for door in () if self._over else self._doors:
            await door.acquire()
            self._passed.append(door)

    def leave(self) -> None:
        while self._passed:
            self._passed.pop().release()

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
