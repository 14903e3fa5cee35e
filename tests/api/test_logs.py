"""The lines that the service writes: which call they belong to, and that they name nobody."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.calls import HEADER
from api.logs import FORMS, LogForm, current_call
from api.settings import Settings
from models.database import writing
from tests.api.conftest import own_service, service, talk_to
from tests.matched import small_region


class Written:
    """What is written in a form meanwhile."""

    def __init__(self, form: LogForm) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(FORMS[form]())

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines, each a JSON object."""
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def form() -> LogForm:
    return "json"


@pytest.fixture
def written(form: LogForm) -> Iterator[Written]:
    """What our own code writes, without changing how this process writes for good."""
    found, ours = Written(form), logging.getLogger("api")
    level = ours.level
    ours.setLevel(logging.INFO)
    ours.addHandler(found.handler)
    yield found
    ours.removeHandler(found.handler)
    ours.setLevel(level)


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    with writing(engine) as session:
        small_region(session)
    return service(engine.url.render_as_string(hide_password=False))


def test_an_answer_and_its_line_carry_the_same_identifier(app: FastAPI, written: Written) -> None:
    answer = talk_to(app).get("/api/v1/requests/req-agua")

    [line] = written.lines
    assert line["request_id"] == answer.headers[HEADER]
    assert (line["method"], line["route"]) == ("GET", "/api/v1/requests/{request_id}")
    assert (line["status"], line["level"]) == (answer.status_code, "info")
    assert line["milliseconds"] > 0
    assert line["time"].endswith("+00:00")


def test_every_call_has_an_identifier_of_its_own(app: FastAPI) -> None:
    client = talk_to(app)

    assert len({client.get(path).headers[HEADER] for path in ("/", "/healthz", "/nowhere", "/healthz")}) == 4


@pytest.mark.parametrize(
    ("given", "taken"),
    [("f3c1a2b4-proxy.7", True), ("short", False), ("x" * 65, False), ('a"b{c}d efgh', False), ("línea-12345", False)],
)
def test_the_identifier_of_a_proxy_is_taken_over_where_it_is_one(app: FastAPI, given: str, *, taken: bool) -> None:
    answer = talk_to(app).get("/healthz", headers={HEADER: given.encode()})

    assert (answer.headers[HEADER] == given) is taken


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/accounts/somebody@example.org",
        "/administration/accounts/somebody@example.org",
        "/invitation/a-secret-word",
        "/requests?q=somebody@example.org",
        "/nowhere/somebody@example.org",
    ],
)
def test_lines_name_neither_people_nor_the_secrets_of_links(app: FastAPI, written: Written, path: str) -> None:
    talk_to(app).get(path)

    assert len(written.lines) == 1
    assert "somebody" not in written.stream.getvalue()
    assert "a-secret-word" not in written.stream.getvalue()


@pytest.fixture
def failing(engine: Engine) -> Iterator[TestClient]:
    """A service with a page that fails."""
    app = own_service(engine.url.render_as_string(hide_password=False))

    @app.get("/api/v1/failing")
    def fail() -> None:
        raise RuntimeError("a fault of ours")

    yield talk_to(app)
    app.state.settings.engine.dispose()


def test_a_failure_can_be_found_by_the_identifier_that_the_caller_got(failing: TestClient, written: Written) -> None:
    answer = failing.get("/api/v1/failing")

    [line] = written.lines
    assert (answer.status_code, line["status"]) == (500, 500)
    assert line["request_id"] == answer.headers[HEADER]


def test_a_line_tells_what_was_said_besides_and_the_trace_of_an_error(written: Written) -> None:
    try:
        raise ValueError("a wrong value")
    except ValueError as error:
        logging.getLogger("api.clock").warning("what\nhappened: %s", 3, exc_info=error, extra={"action": "clock.tick"})

    [line] = written.lines
    assert (line["message"], line["logger"], line["action"]) == (r"what\u000ahappened: 3", "api.clock", "clock.tick")
    assert "a wrong value" in line["error"]
    assert "request_id" not in line


@pytest.mark.parametrize("form", ["text"])
def test_the_form_for_people_names_the_call_too(written: Written) -> None:
    token = current_call.set("call-1234")
    logging.getLogger("api.clock").warning("something happened")
    current_call.reset(token)

    assert written.stream.getvalue().endswith(" WARNING api.clock [call-1234]: something happened\n")


def test_people_read_lines_unless_somebody_asks_for_json(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().log_form == "text"
    monkeypatch.setenv("SURSUR_LOG_FORM", "json")
    assert Settings().log_form == "json"
