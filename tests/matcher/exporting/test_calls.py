"""What leaves of calls, applications and networks: also what was archived, and of applications what came of them."""

import json
from typing import Any

import frictionless
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.exporting import Edition, ExportKind, content_of
from models.database import reading, writing
from tests import builders
from tests.conftest import NOW
from tests.matched import put

SECRET = "solo para quien participa"


def _rows(session: Session, kind: ExportKind) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content_of(session, kind, "json", Edition())[0])
    return found


@pytest.fixture
def called(small: Engine) -> Engine:
    """An archived call with an application in each of four states, and an archived network."""
    with writing(small) as session:
        put(session, builders.organization("paho", None, kind="multilateral"), builders.mechanism())
        put(session, builders.proposal_call(archived_at=NOW), builders.community(organization="paho", archived_at=NOW))
        for state in ("draft", "submitted", "declined", "approved"):
            told = {"text": SECRET, "note": SECRET, "reason": "criteria-met", "amount_asked": 90_909}
            granted = {"amount_granted": 50_000, "currency": "USD", "decided_at": NOW} if state == "approved" else {}
            put(session, builders.application(state, state=state, title=f"Agua ({state})", **told, **granted))
        put(session, builders.partner("BRA", "approved", answer="confirmed", part=SECRET))
        put(session, builders.partner("ARG", "approved", answer="declined"))
    return small


@pytest.mark.both_databases
def test_of_applications_everybody_gets_the_approved_ones_and_what_they_were_granted(called: Engine) -> None:
    with reading(called) as session:
        (row,) = _rows(session, ExportKind.APPLICATIONS)

    told = {"id": "approved", "call": "cal-1", "title": "Agua (approved)", "language": "es"}
    decided = {"amount_granted": 50_000, "currency": "USD", "decided_at": "2026-11-23T07:00:00Z"}
    assert row == told | decided | {"country": "MEX", "countries": ["MEX", "BRA"]}


@pytest.mark.both_databases
def test_archived_calls_and_networks_leave_with_the_moment(called: Engine) -> None:
    with reading(called) as session:
        moments = [_rows(session, kind)[0]["archived_at"] for kind in (ExportKind.CALLS, ExportKind.COMMUNITIES)]

    assert moments == ["2026-11-23T07:00:00Z"] * 2


def test_their_tables_are_as_the_package_describes_them(
    called: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("package") / "package.zip"
    with reading(called) as session:
        path.write_bytes(content_of(session, ExportKind.DATAPACKAGE, "zip", Edition())[0])

    report = frictionless.validate(path)

    assert report.flatten(["title", "note"]) == []
    assert [task.stats["rows"] for task in report.tasks if task.name in ("applications", "calls")] == [1, 1]
