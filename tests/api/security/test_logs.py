"""A line of the log is one line, whatever was typed."""

import io
import json
import logging

import pytest
from fastapi import FastAPI

from api.logs import FORMS, LogForm
from tests.api.accounts.people import AGENCY, browser, give_password, signed_in

FORGED = "water\n2026-11-23T07:00:00Z ERROR root: the disk is full\r\x1b[2J\u2028x\u202e"


def written(form: LogForm, *, failed: bool = False) -> str:
    """What a line about something that somebody typed looks like in the log."""
    stream, log = io.StringIO(), logging.getLogger("sursur.test")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(FORMS[form]())
    log.addHandler(handler)
    try:
        log.error("somebody typed %s", FORGED, exc_info=RuntimeError(FORGED) if failed else None)
    finally:
        log.removeHandler(handler)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_writes_a_line_of_his_own(form: LogForm) -> None:
    found = written(form)

    assert found.count("\n") == 1
    assert not any(char in found for char in "\r\x1b\u2028\u202e")
    assert "water" in found


def test_a_traceback_forges_no_line_either() -> None:
    lines = written("text", failed=True).splitlines()

    assert all(line.startswith("  | ") for line in lines[1:])
    assert "RuntimeError" in json.loads(written("json", failed=True))["error"]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def test_refusals_are_written_down_by_whom_and_for_what(app: FastAPI, lines: pytest.LogCaptureFixture) -> None:
    give_password(browser(app), AGENCY, "a wrong password entirely")
    signed_in(app, AGENCY).get("/api/v1/accounts")
    said = [one.getMessage() for one in lines.records if one.name == "api.security.refusals"]

    assert any("401" in one and "/sign-in" in one and "198.51.100.7" in one for one in said)
    assert any("403" in one and AGENCY in one for one in said)
    assert "a wrong password" not in lines.text
