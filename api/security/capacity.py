"""Calls that cost much, such as reports and rankings: so many at once in a process, so many of one caller, and a few
that wait for their turn. The others are asked to come back, and cheap calls never wait for dear ones."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

from anyio import sleep
from fastapi import Request as HttpRequest

from matcher.accounts.limits import network_of
from matcher.errors import OverloadedError, TooManyError

DEAR = re.compile(
    r"/api/v1/(reports/.+|analytics/[^/]+/.+|exports/.+|support-matrix\..+|imports/.+|rank"
    r"|requests/[^/]+/offers/[^/]+|accounts/[^/]+/digest-preview)"
    r"|/(network|demand)/.+|/support-matrix|/reports|/administration/trail\.csv"
    r"|/requests/[^/]+/(offers/[^/]+|compare|why-not|what-if)"
)
"""The paths whose answers take a processor for long, or a database for a long list."""
PATIENCE = 10.0
"""Seconds that a call waits for its turn."""
MOST_WAITING = 16
LOOKS_AGAIN = 0.05
RETRY_AFTER = 10


@dataclass
class Capacity:
    """Who is inside. Only the event loop of one process touches it."""

    at_once: int
    per_caller: int
    patience: float = PATIENCE
    inside: Counter[str] = field(default_factory=Counter)
    waiting: int = 0

    @asynccontextmanager
    async def turn(self, caller: str) -> AsyncIterator[None]:
        """The time inside. Raises TooManyError for a caller who has his share, OverloadedError where all places
        are taken, both after some patience."""
        await self._enter(caller)
        try:
            yield
        finally:
            self.inside[caller] -= 1
            self.inside += Counter()  # forgets those who have left

    async def _enter(self, caller: str) -> None:
        if not self._has_room(caller):
            await self._wait(caller)
        self.inside[caller] += 1

    async def _wait(self, caller: str) -> None:
        if self.waiting >= MOST_WAITING:
            raise OverloadedError(RETRY_AFTER)
        self.waiting += 1
        try:
            ends = monotonic() + self.patience
            while not self._has_room(caller):
                if monotonic() >= ends:
                    raise self._refusal(caller)
                await sleep(LOOKS_AGAIN)
        finally:
            self.waiting -= 1

    def _has_room(self, caller: str) -> bool:
        return self.inside.total() < self.at_once and self.inside[caller] < self.per_caller

    def _refusal(self, caller: str) -> TooManyError | OverloadedError:
        mine = self.inside[caller] >= self.per_caller
        if mine:
            return TooManyError("your network asks for too many large answers at once", RETRY_AFTER)
        return OverloadedError(RETRY_AFTER)


def is_dear(request: HttpRequest) -> bool:
    """Whether a call has to wait for a turn."""
    return DEAR.fullmatch(request.url.path) is not None


def network(request: HttpRequest) -> str:
    """The caller as far as anybody can tell before he has proved who he is."""
    return network_of(request.client.host if request.client else None)
