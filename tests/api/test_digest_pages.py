"""The administrator's page of digests and mails, by forms alone."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, update
from sqlmodel import col, select

from matcher.digests.building import build_week
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.hold import Held, hold_on
from models.letter import Letter
from tests.api.accounts.people import ADMINISTRATOR, AGENCY, FOCAL, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import suggest

pytestmark = ON_ONE_DATABASE
HERE = "/administration/digests"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    """A week whose mails are all in doubt."""
    populate(engine)
    with writing(engine) as session:
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
        session.execute(update(Delivery).values(state=DeliveryState.HELD, error="no reply after the content"))
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def administrator(app: FastAPI) -> TestClient:
    return signed_in(app, ADMINISTRATOR)


def states(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.exec(select(Delivery.state).order_by(col(Delivery.id))))


def test_readers_weeks_sections_and_reasons_are_listed(administrator: TestClient) -> None:
    html = administrator.get(HERE, params={"lang": "es"}).text

    assert AGENCY in html
    assert "2026-W48" in html
    assert "sugerencias: 1" in html
    assert "no reply after the content" in html
    assert 'class="empty"' in administrator.get(HERE, params={"week": "2026-W01"}).text


@pytest.mark.parametrize("email", [AGENCY, FOCAL])
def test_nobody_else_sees_it(app: FastAPI, email: str) -> None:
    assert signed_in(app, email).get(HERE).status_code == 403
    assert signed_in(app, email).post(f"{HERE}/pause", data={"reason": "because"}).status_code == 403


def test_who_is_not_signed_in_is_led_to_the_sign_in(app: FastAPI) -> None:
    answer = browser(app).get(HERE, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?to=%2Fadministration%2Fdigests")


def test_digests_are_held_back_with_a_reason_and_let_go(administrator: TestClient, engine: Engine) -> None:
    short = administrator.post(f"{HERE}/pause", data={"reason": "x"})
    assert (short.status_code, 'id="wrong-reason"' in short.text) == (422, True)
    assert (
        "the wording is under review"
        in administrator.post(f"{HERE}/pause", data={"reason": "the wording is under review"}).text
    )
    assert "under review" not in administrator.post(f"{HERE}/resume/digests").text
    with reading(engine) as session:
        assert hold_on(session, Held.DIGESTS) is None


def test_mails_in_doubt_are_settled_one_by_one(administrator: TestClient, engine: Engine) -> None:
    before = states(engine)
    assert set(before) == {"held"}

    administrator.post(f"{HERE}/deliveries/1/arrived")
    administrator.post(f"{HERE}/deliveries/2/resend")
    assert states(engine) == ["sent", "queued", *before[2:]]
    assert administrator.post(f"{HERE}/deliveries/1/arrived").status_code == 409


def test_a_test_goes_to_the_administrator_alone(administrator: TestClient, engine: Engine) -> None:
    answer = administrator.post(f"{HERE}/test", data={"account": AGENCY})

    assert 'role="status"' in answer.text
    with reading(engine) as session:
        assert session.exec(select(Letter.account).order_by(col(Letter.id).desc())).first() == ADMINISTRATOR
    unknown = administrator.post(f"{HERE}/test", data={"account": "nobody@example.org"})
    assert (unknown.status_code, "nobody@example.org" in unknown.text) == (404, True)
