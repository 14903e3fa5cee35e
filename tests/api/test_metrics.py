"""What Prometheus reads: figures that agree with the database, for those alone who may, and nobody's name."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine
from sqlmodel import select

from api.app import create_app
from api.settings import Settings
from matcher.digests.building import build_week
from matcher.mail.holding import hold
from matcher.policy import TERMINAL
from models.database import reading, writing
from models.delivery import Delivery
from models.hold import Held
from models.lease import take_lease
from tests.api.conftest import service
from tests.api.people import at
from tests.conftest import NOW
from tests.matched import small_region, suggest

MINUTE = timedelta(minutes=1)
TOKEN = "a-long-word-for-prometheus"


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def here(app: FastAPI) -> TestClient:
    """Somebody on the same machine."""
    return TestClient(app, client=("127.0.0.1", 40_000))


def read(client: TestClient) -> dict[tuple[str, ...], float]:
    """The samples by name and label values."""
    text = client.get("/metrics").text
    return {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def test_the_figures_are_those_of_the_database(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        hold(session, Held.DIGESTS, TERMINAL, reason="a review", now=NOW)
        take_lease(session, "clock", "one", now=NOW, life=15 * MINUTE)
    at(app, NOW + 2 * MINUTE)
    found = read(here(app))

    with reading(engine) as session:
        mails = len(session.exec(select(Delivery)).all())
    assert found["sursur_deliveries", "digest", "queued"] == mails >= 3
    assert found["sursur_deliveries", "letter", "held"] == 0
    assert found["sursur_digests_of_week", "mailed"] == mails
    assert found["sursur_digests_of_week", "nothing-to-say"] == 4 - mails
    assert found["sursur_posts", "request", "published"] == found["sursur_posts", "offer", "published"] == 1
    assert found["sursur_matches", "proposed"] == 1
    assert (found["sursur_held", "digests"], found["sursur_held", "mail"]) == (1, 0)
    assert found[("sursur_clock_tick_age_seconds",)] == 120
    assert found[("sursur_clock_lease_seconds",)] == 13 * 60
    assert found[("sursur_match_run_age_seconds",)] == 120
    assert found[("sursur_oldest_mail_seconds",)] == 120


def test_before_the_first_tick_and_run_no_age_is_told(empty: TestClient) -> None:
    found = read(TestClient(empty.app, client=("127.0.0.1", 1)))

    assert ("sursur_clock_tick_age_seconds",) not in found
    assert ("sursur_match_run_age_seconds",) not in found
    assert found[("sursur_oldest_mail_seconds",)] == 0
    assert found["sursur_digests_of_week", "mailed"] == 0


def test_calls_are_counted_by_route_and_never_by_path(app: FastAPI) -> None:
    client = here(app)
    for path in ("/api/v1/requests/req-agua", "/api/v1/requests/secret-id", "/api/v1/who@example.org", "/wp-login.php"):
        client.get(path)
    client.request("BREW", "/api/v1/requests/req-agua")
    found = read(client)

    assert found["sursur_http_requests_total", "GET", "/api/v1/requests/{request_id}", "200"] == 1
    assert found["sursur_http_requests_total", "GET", "/api/v1/requests/{request_id}", "404"] == 1
    assert found["sursur_http_requests_total", "GET", "none", "404"] == 2
    assert found["sursur_http_request_seconds_count", "GET", "/api/v1/requests/{request_id}"] == 2
    assert not {word for sample in found for word in sample if word in ("BREW", "secret-id")}


def test_no_figure_names_anybody(app: FastAPI) -> None:
    client = here(app)
    client.get("/api/v1/accounts/focal@example.org")

    assert "@" not in client.get("/metrics").text
    assert "agua" not in client.get("/metrics").text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_without_a_token_only_this_machine_reads_them_and_no_proxy_for_others(app: FastAPI, header: str) -> None:
    stranger = TestClient(app, client=("192.0.2.7", 40_000))
    refused = [stranger.get("/metrics"), here(app).get("/metrics", headers={header: "192.0.2.7"})]

    assert [one.status_code for one in refused] == [404, 404]
    assert refused[0].json() == stranger.get("/metrics").json()
    assert stranger.get("/api/nothing").json() | {"detail": ""} == refused[0].json() | {"detail": ""}
    assert here(app).get("/metrics").status_code == 200


def test_with_a_token_whoever_holds_it_reads_them_and_nobody_else(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, clock=False, metrics_token=TOKEN))
    stranger = TestClient(app, client=("192.0.2.7", 40_000))
    shown = {word: stranger.get("/metrics", headers={"Authorization": word}).status_code for word in _words()}

    assert shown == dict.fromkeys(_words(), 404) | {f"Bearer {TOKEN}": 200}
    assert here(app).get("/metrics").status_code == 404
    app.state.settings.engine.dispose()


def _words() -> list[str]:
    return [f"Bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer ", "", f"Basic {TOKEN}", TOKEN]
