"""More calls at once than a process can work on: they wait for their turn, and each is answered."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from api.admission import AT_ONCE, CONNECTIONS_A_CALL, NEVER_WAITS, Admission
from models.database import CONNECTIONS, open_database


class Worker:
    """Takes its time, and counts how many calls are inside."""

    def __init__(self) -> None:
        self.inside, self.most, self.answered = 0, 0, list[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        self.inside += 1
        self.most = max(self.most, self.inside)
        await asyncio.sleep(0)
        self.inside -= 1
        self.answered.append(scope["path"])


async def _nothing() -> Message:
    raise AssertionError("nobody reads")


async def _told(message: Message) -> None:
    raise AssertionError("nobody writes")


def _run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: a browser that other tests use keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def test_so_many_are_let_in_at_once_and_all_in_their_turn() -> None:
    worker = Worker()
    door = Admission(worker, most=3)
    paths = [f"/{number}" for number in range(20)]

    async def crowd() -> None:
        await asyncio.gather(*(door({"type": "http", "path": path}, _nothing, _told) for path in paths))

    _run(crowd())
    assert worker.most == 3
    assert worker.answered == paths


def test_whether_the_process_lives_is_answered_while_others_wait() -> None:
    worker = Worker()
    door = Admission(worker, most=0)

    _run(door({"type": "http", "path": NEVER_WAITS}, _nothing, _told))
    assert worker.answered == [NEVER_WAITS]


def test_whoever_is_let_in_finds_a_connection() -> None:
    pool = open_database("postgresql://nobody@127.0.0.1:1/none").pool

    assert CONNECTIONS_A_CALL * AT_ONCE <= CONNECTIONS == pool.size() + pool._max_overflow  # type: ignore[attr-defined]
