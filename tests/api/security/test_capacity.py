"""Large answers are made a few at once; whoever asks for more is told when to come back, and small ones go on."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.security.capacity import DEAR, MOST_WAITING, Capacity
from matcher.errors import OverloadedError, TooManyError
from tests.api.conftest import talk_to
from tests.api.routes_of import routes_of

HERE, ELSEWHERE = "testclient", "198.51.100.7"
RANK = {"text": "Necesitamos medir la calidad del agua."}


@contextmanager
def under_way(app: FastAPI, *networks: str) -> Iterator[Capacity]:
    """While large answers are made for some networks; nobody has the patience to wait."""
    capacity = Capacity(at_once=3, per_caller=2, patience=0)
    app.state.capacity = capacity
    capacity.inside.update(networks)
    yield capacity
    capacity.inside.subtract(networks)


@pytest.mark.parametrize("path", ["/api/v1/reports/2026.html", "/api/v1/analytics/network/flows", "/network/flows"])
def test_what_is_too_much_for_the_machine_is_asked_to_come_back(app: FastAPI, path: str) -> None:
    with under_way(app, *[ELSEWHERE] * 3):
        refused = talk_to(app).get(path)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
        assert "many people ask for large answers" in refused.text
        assert talk_to(app).get("/api/v1/requests").status_code == 200
    assert talk_to(app).get(path).status_code == 200


def test_one_network_does_not_take_all(app: FastAPI) -> None:
    with under_way(app, HERE, HERE):
        refused = talk_to(app).post("/api/v1/rank", json=RANK)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
        other = TestClient(app, client=(ELSEWHERE, 5000))
        assert other.post("/api/v1/rank", json=RANK).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/reports/1900.pdf", "/api/v1/exports/nothing.csv", "/network/nothing"])
def test_a_call_that_fails_leaves_its_place(app: FastAPI, path: str) -> None:
    with under_way(app) as capacity:
        assert talk_to(app).get(path).status_code >= 400
        assert capacity.inside.total() == 0


def test_who_waits_gets_the_place_of_who_leaves() -> None:
    async def two() -> list[str]:
        capacity, done = Capacity(at_once=1, per_caller=1), list[str]()

        async def call(name: str, network: str, seconds: float) -> None:
            async with capacity.turn(network):
                await asyncio.sleep(seconds)
                done.append(name)

        await asyncio.gather(call("first", "a", 0.1), call("second", "b", 0))
        return done

    assert asyncio.run(two()) == ["first", "second"]


def test_only_some_wait() -> None:
    async def crowd() -> list[type[BaseException]]:
        capacity = Capacity(at_once=1, per_caller=1, patience=0.2)

        async def call(network: str) -> None:
            async with capacity.turn(network):
                await asyncio.sleep(0)

        async with capacity.turn("a"):
            calls = (call("a" if one == 0 else f"b{one}") for one in range(MOST_WAITING + 3))
            found = await asyncio.gather(*calls, return_exceptions=True)
        assert capacity.waiting == 0
        return [type(one) for one in found if one]

    refused = asyncio.run(crowd())
    assert refused.count(TooManyError) == 1
    assert refused.count(OverloadedError) == MOST_WAITING + 2


def test_every_route_that_makes_large_answers_has_to_wait_its_turn(app: FastAPI) -> None:
    """Those that draw, rank, report or export for everybody, without signing in."""
    large = ("/analytics/", "/reports/", "/exports/", "/v1/rank", "/network/", "/demand/", "/compare", "/what-if")
    found = {path for _, path in routes_of(app) if any(word in path for word in large)}

    assert len(found) >= 9
    assert {path for path in found if DEAR.fullmatch(path) is None} == set()
