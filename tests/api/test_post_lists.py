"""Lists of posts: filters, orders and cursors, with as many queries for a long list as for a short one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event

from models.database import writing
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.api.test_posts import walk
from tests.conftest import NOW
from tests.matched import put, small_region


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """Thirty requests, of two countries and with different tags, moments and ends."""
    with writing(engine) as session:
        small_region(session)
        for number in range(30):
            put(
                session,
                builders.request(
                    f"req-{number:02}",
                    title=f"Educación {number}" if number % 3 else "Salud",
                    sdgs=[number % 17 + 1],
                    with_countries=["COL"] if number % 5 == 0 else [],
                    published_at=NOW - timedelta(days=number % 7),
                    expires_on=NOW.date() + timedelta(days=number % 4) if number % 2 else None,
                ),
            )
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("who", ["agency.mex@example.org", "focal@example.org", "analyst@example.org"])
def test_a_long_list_takes_as_many_queries_as_a_short_one(app: FastAPI, who: str) -> None:
    client, counts = as_account(app, who), []
    query = {"sort": "newest", "text": "educacion"}
    for limit in (1, 30):
        with counted(app.state.settings.engine) as statements:
            found = client.get("/api/v1/requests", params={"limit": limit, **query}).json()
        assert len(found["items"]) == min(limit, 20)
        counts.append(len([one for one in statements if one.startswith("SELECT")]))

    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"sdg": 1}, {0, 17}),
        ({"country": "COL"}, {0, 5, 10, 15, 20, 25}),
        ({"region": "south-america"}, {0, 5, 10, 15, 20, 25}),
        ({"region": "central-america", "sdg": 2}, {1, 18}),
        ({"text": "SALUD", "country": "COL"}, {0, 15}),
        ({"text": "educación", "sdg": 2}, {1}),
    ],
)
def test_filters_hold_together(app: FastAPI, query: dict[str, str], wanted: set[int]) -> None:
    found = {one["id"] for one in walk(talk_to(app), "/api/v1/requests", limit=3, **query)}

    assert found - {"req-agua"} == {f"req-{number:02}" for number in wanted}


@pytest.mark.parametrize("sort", ["id", "newest", "expires"])
def test_every_order_shows_every_post_once_also_while_others_come(app: FastAPI, engine: Engine, sort: str) -> None:
    client = talk_to(app)
    first = client.get("/api/v1/requests", params={"sort": sort, "limit": 10}).json()
    with writing(engine) as session:
        put(session, builders.request("a-new", published_at=NOW, expires_on=NOW.date()))
    rest = walk(client, "/api/v1/requests", sort=sort, limit=7, after=first["next"])
    shown = [one["id"] for one in first["items"] + rest]

    assert len(shown) == len(set(shown)) == 31
    assert "a-new" not in shown


def test_the_newest_come_first_and_what_never_expires_comes_last(app: FastAPI) -> None:
    newest = walk(talk_to(app), "/api/v1/requests", sort="newest")
    ending = walk(talk_to(app), "/api/v1/requests", sort="expires")

    moments = [one["published_at"] for one in newest]
    ends = [one["expires_on"] or "9999" for one in ending]
    assert moments == sorted(moments, reverse=True)
    assert ends == sorted(ends)


@pytest.mark.parametrize("query", ["region=atlantis", "sdg=18", "sort=colour", "state=lost", "text=x", "own=perhaps"])
def test_what_cannot_be_looked_for_is_refused(app: FastAPI, query: str) -> None:
    assert talk_to(app).get(f"/api/v1/requests?{query}").status_code == 422


def test_a_cursor_of_another_order_is_refused(app: FastAPI) -> None:
    answer = talk_to(app).get("/api/v1/requests?sort=newest&after=req-01")

    assert answer.status_code == 422
    assert "no cursor" in answer.json()["detail"]


def test_own_posts_are_listed_in_every_state(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.request("req-x", state="withdrawn"), builders.offer("off-x", state="submitted"))
    agency, brazil = as_account(app, "agency.mex@example.org"), as_account(app, "agency.bra@example.org")

    assert len(walk(agency, "/api/v1/requests", own=True, state="any")) == 32
    assert [one["id"] for one in walk(agency, "/api/v1/requests", state="withdrawn")] == ["req-x"]
    assert [one["id"] for one in walk(brazil, "/api/v1/offers", own=True, state="submitted")] == ["off-x"]
    assert walk(brazil, "/api/v1/requests", state="withdrawn") == []
