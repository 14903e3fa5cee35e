"""More calls at once than a process can work on: they wait for their turn, and each is answered."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
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
    return {"type": "http.request", "body": b""}


async def _told(message: Message) -> None:
    raise AssertionError("nobody writes")


def _call(path: str, method: str = "GET") -> Scope:
    raw = {"raw_path": path.encode(), "query_string": b"", "headers": [], "http_version": "1.1", "scheme": "http"}
    return {"type": "http", "method": method, "path": path, "client": ("127.0.0.1", 1), **raw}


def _run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: a browser that other tests use keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def test_so_many_are_let_in_at_once_and_all_in_their_turn() -> None:
    worker = Worker()
    door = Admission(worker, most=3)
    paths = [f"/{number}" for number in range(20)]

    async def crowd() -> None:
        await asyncio.gather(*(door(_call(path), _nothing, _told) for path in paths))

    _run(crowd())
    assert worker.most == 3
    assert worker.answered == paths


def test_who_waits_to_write_leaves_room_for_those_who_read() -> None:
    may_write, answered = asyncio.Event(), list[str]()

    async def work(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            await may_write.wait()
        answered.append(scope["method"])

    door = Admission(work, most=4)

    async def crowd() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(6):
                group.create_task(door(_call("/", "POST"), _nothing, _told))
            await asyncio.sleep(0)
            for _ in range(3):
                await asyncio.wait_for(door(_call("/"), _nothing, _told), 30)
            may_write.set()

    _run(crowd())
    assert answered == ["GET"] * 3 + ["POST"] * 6


def test_whether_the_process_lives_is_answered_while_others_wait() -> None:
    worker = Worker()
    door = Admission(worker, most=0)

    _run(door(_call(NEVER_WAITS), _nothing, _told))
    assert worker.answered == [NEVER_WAITS]


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the whole body."""
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


class Caller:
    """Sends a body in two parts and reads an answer, each when he is told to."""

    def __init__(self, *, sends: bool = True, reads: bool = True) -> None:
        self.may_send, self.may_read = asyncio.Event(), asyncio.Event()
        self._parts = [{"body": b"ag", "more_body": True}, {"body": b"ua"}]
        self.heard = b""
        for event, now in ((self.may_send, sends), (self.may_read, reads)):
            if now:
                event.set()

    async def receive(self) -> Message:
        if len(self._parts) == 1:
            await self.may_send.wait()
        return {"type": "http.request", **self._parts.pop(0)}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            await self.may_read.wait()
            self.heard += message["body"]

    async def call(self, door: Admission) -> None:
        await asyncio.wait_for(door(_call("/", "POST"), self.receive, self.send), 30)


@pytest.mark.parametrize("how", [{"sends": False}, {"reads": False}])
def test_who_sends_or_reads_slowly_keeps_nobody_out(how: dict[str, bool]) -> None:
    door = Admission(_echo, most=2)

    async def crowd() -> None:
        slow, quick = [Caller(**how) for _ in range(5)], Caller()
        async with asyncio.TaskGroup() as group:
            for one in slow:
                group.create_task(one.call(door))
            await asyncio.sleep(0)
            await quick.call(door)
            assert (quick.heard, [one.heard for one in slow]) == (b"4", [b""] * 5)
            for one in slow:
                one.may_send.set()
                one.may_read.set()
        assert [one.heard for one in slow] == [b"4"] * 5

    _run(crowd())


def test_an_answer_that_is_not_read_holds_no_connection(empty: TestClient) -> None:
    """More readers than there are places or connections, who do not take what they asked for."""
    service: FastAPI = empty.app  # type: ignore[assignment]
    pool = service.state.settings.engine.pool

    async def crowd() -> None:
        slow, told = [Caller(reads=False) for _ in range(CONNECTIONS + 1)], Caller()
        async with asyncio.TaskGroup() as group:
            for one in slow:
                group.create_task(service(_call("/api/v1/countries"), _nothing, one.send))
            await asyncio.wait_for(service(_call("/api/v1/countries"), _nothing, told.send), 60)
            async with asyncio.timeout(60):
                while pool.checkedout():
                    await asyncio.sleep(0.01)
            for one in slow:
                one.may_read.set()
        assert {one.heard for one in slow} == {told.heard}

    _run(crowd())


@pytest.mark.parametrize("path", ["/api/v1/rank", "/api/v1/requests"])
def test_who_goes_away_while_he_sends_is_no_failure_of_the_service(empty: TestClient, path: str) -> None:
    said: list[Message] = []
    call = _call(path, "POST")
    call["headers"] = [(b"content-length", b"4"), (b"content-type", b"application/json")]

    parts: list[Message] = [{"type": "http.request", "body": b"[", "more_body": True}]

    async def gone() -> Message:
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def hear(message: Message) -> None:
        said.append(message)

    _run(empty.app(call, gone, hear))
    assert said[0]["status"] < 500


def test_whoever_is_let_in_finds_a_connection() -> None:
    pool = open_database("postgresql://nobody@127.0.0.1:1/none").pool

    assert CONNECTIONS_A_CALL * AT_ONCE <= CONNECTIONS == pool.size() + pool._max_overflow  # type: ignore[attr-defined]
