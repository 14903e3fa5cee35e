"""No private word stands where it may be read later: in the log, in figures, in what is told of failures."""

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import reading
from tests.api.inhabited import keys_by_parameter
from tests.api.people import as_account
from tests.api.routes_of import ON_ONE_DATABASE, routes_of
from tests.api.test_canaries import addresses
from tests.api.test_strangers import calls
from tests.exchanging import FOCAL, RECIPIENT
from tests.spreading import taken


def visit(client: TestClient, app: FastAPI, keys: dict[str, list[str]]) -> int:
    """Reads and writes what is of one's own, where that is cheap; answers how many calls did something."""
    cheap = [path for method, path in routes_of(app) if method == "GET" and "view" not in path and "form" not in path]
    asked = [("GET", address, {}) for path in cheap for address in list(addresses(path, keys))[:6]]
    written = [one for one in calls(app, keys) if "/matches/" in one[1] or "/requests/req-draft" in one[1]]
    gone = [one for one in asked + written if taken(*one[:2])]
    return sum(client.request(method, place, **options).status_code < 300 for method, place, options in gone)


@pytest.mark.long
@ON_ONE_DATABASE
def test_no_private_word_stands_in_the_log(
    inhabited_app: FastAPI, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # the client of these tests, not the service
    with reading(engine) as session:
        keys = keys_by_parameter(session)

    done = sum(visit(as_account(inhabited_app, email), inhabited_app, keys) for email in (RECIPIENT, FOCAL))

    assert done > 50
    said = "\n".join(logging.Formatter().format(one) for one in caplog.records)
    assert "refused with" in said
    assert "SECRET" not in said
    assert "INSIDE" not in said
