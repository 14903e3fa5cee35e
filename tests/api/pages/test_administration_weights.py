"""The weights of the ranking: proposals compared, put to use, rejected and taken back, by a person."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.learning.proposing import propose
from models.database import reading, writing
from models.weight_table import WeightTable, active_table
from scoring import EXPERT_MODEL
from tests.api.accounts.people import ADMINISTRATOR, FOCAL, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.learning.reviewed import learned

pytestmark = ON_ONE_DATABASE
HERE = "/administration/weights"


def reported() -> WeightTable:
    """A proposal with such a report as learning writes."""
    figures = {"in_use": 0.61, "proposed": 0.57, "difference": -0.04, "low": -0.07, "high": 0.01}
    table = learned("learned-1")
    table.report = {
        "in_use": EXPERT_MODEL.version,
        "weights": [
            {"feature": row["feature"], "in_use": 0.04, "proposed": row["weight"], "reason": row["reason"]}
            for row in table.rows
        ],
        "metrics": {"log_loss": figures, "auc": dict.fromkeys(figures)},
        "suggestions": {"waiting": 12, "kept": 11},
        "warnings": ["only 12 decisions: fewer than 30 say more of chance than of the ranking"],
    }
    counts = {"decisions": 12, "endorsed": 7, "declined": 5, "outcomes": 0, "requests": 6, "digest": "d"}
    table.manifest = table.manifest | {"training": counts}
    return table


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(session, reported())
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def administrator(app: FastAPI) -> TestClient:
    return signed_in(app, ADMINISTRATOR)


def in_use(engine: Engine) -> str | None:
    with reading(engine) as session:
        table = active_table(session)
        return table.version if table else None


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_a_proposal_shows_what_it_is_judged_by(administrator: TestClient, language: str) -> None:
    page = administrator.get(HERE, params={"lang": language}).text

    assert "only 12 decisions" in page
    assert f"{HERE}/learned-1/promote" in page
    assert EXPERT_MODEL.version in page
    assert EXPERT_MODEL.rows[0].reason in page


def test_it_is_put_to_use_by_a_person_who_is_named_and_taken_back(administrator: TestClient, engine: Engine) -> None:
    page = administrator.post(f"{HERE}/learned-1/promote", params={"lang": "en"})
    assert (page.status_code, in_use(engine)) == (200, "learned-1")
    assert ADMINISTRATOR in page.text
    assert 'role="status"' in page.text
    assert f"{HERE}/learned-1/promote" not in page.text

    again = administrator.post(f"{HERE}/learned-1/promote")
    assert ('role="alert"' in again.text, again.status_code >= 400) == (True, True)
    administrator.post(f"{HERE}/back")
    assert in_use(engine) is None
    assert administrator.post(f"{HERE}/back").status_code >= 400


def test_a_rejected_proposal_waits_no_longer_and_stays_in_the_list(administrator: TestClient, engine: Engine) -> None:
    page = administrator.post(f"{HERE}/learned-1/reject", params={"lang": "en"})

    assert f"{HERE}/learned-1/reject" not in page.text
    assert "learned-1" in page.text
    assert "Proposed weights" not in administrator.get("/administration", params={"lang": "en"}).text
    assert administrator.post(f"{HERE}/nothing/reject").status_code == 404


def test_a_table_that_does_not_fit_the_code_cannot_be_used(administrator: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        table = session.get_one(WeightTable, "learned-1")
        table.manifest = table.manifest | {"features": {}}
    page = administrator.get(HERE).text
    assert f"{HERE}/learned-1/promote" not in page

    refused = administrator.post(f"{HERE}/learned-1/promote")
    assert ('role="alert"' in refused.text, in_use(engine)) == (True, None)


def test_nobody_else_decides(app: FastAPI, engine: Engine) -> None:
    focal = signed_in(app, FOCAL)

    assert {focal.post(f"{HERE}/{what}").status_code for what in ("learned-1/promote", "learned-1/reject", "back")} == {
        403
    }
    assert in_use(engine) is None


def test_where_nothing_was_learned_the_page_says_how(administrator: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.delete(session.get_one(WeightTable, "learned-1"))
        assert propose(session, now=NOW).table is None

    page = administrator.get(HERE, params={"lang": "en"}).text
    assert "sursur learn" in page
    assert page.count('class="empty"') == 2
