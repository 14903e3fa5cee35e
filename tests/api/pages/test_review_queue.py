"""The queue of a focal point: read, filtered, decided one by one or several at once, and taken back."""

import re
from datetime import timedelta
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading, writing
from models.decision import Decision
from models.match import Match, MatchState
from tests import builders
from tests.api.accounts.people import browser, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import bring, put, suggest
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
FOCAL, FAR, AGENCY = "focal@example.org", "focal.far@example.org", "agency.mex@example.org"
ROW = re.compile(r'data-open href="([^"]+)"')
PICK = re.compile(r'name="pick" id="pick-\d+" value="([^"]+)"')


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(session, builders.account(FAR, "focal-point", organization="segib", covers=["PER", "CHL"]))
        for number in range(1, 4):
            put(session, builders.request(f"req-{number}", title=f"Necesidad {number}", organization="amexcid-mex"))
            suggest(session, f"req-{number}", at=NOW - timedelta(days=number * 10))
    with writing(engine) as session:
        far = session.get_one(type(builders.account()), FAR)
        near = session.get_one(type(far), FOCAL)
        far.password_hash, far.confirmed_at = near.password_hash, near.confirmed_at
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def focal(app: FastAPI) -> TestClient:
    return signed_in(app, FOCAL)


def states(engine: Engine) -> dict[str, str]:
    with reading(engine) as session:
        return {one.request: one.state for one in session.exec(select(Match))}


def version(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found is not None
    return found[1]


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_oldest_comes_first_with_its_age_and_what_is_urgent(focal: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(type(builders.request()), "req-2").expires_on = (NOW + timedelta(days=3)).date()

    html = focal.get("/review?lang=en").text

    titles = re.findall(r"Necesidad \d", "".join(re.findall(r"<h2>.*?</h2>", html)))
    assert titles == ["Necesidad 3", "Necesidad 2", "Necesidad 1"]
    assert "waits for 30 days" in html
    assert "open until November 26, 2026" in html


def test_a_match_opens_from_its_row_and_endorsing_it_leads_to_the_next(focal: TestClient, engine: Engine) -> None:
    first = unescape(ROW.findall(focal.get("/review?lang=en").text)[0])
    html = focal.get(first).text
    assert "Necesidad 3" in html
    action = re.search(r'action="(/review/\d+/endorse[^"]*)"', html)
    assert action is not None

    after = focal.post(unescape(action[1]), data={"version": version(html)})

    assert (after.status_code, states(engine)["req-3"]) == (200, MatchState.ENDORSED)
    assert "Endorsed:" in text(after.text)
    assert "Necesidad 2" in re.search(r"<h3.*?</h3>", after.text)[0]  # type: ignore[index]
    assert "lang=en" in str(after.url)


def test_what_was_just_decided_is_undone_by_one_button(focal: TestClient, engine: Engine) -> None:
    first = unescape(ROW.findall(focal.get("/review").text)[0])
    after = focal.post(f"{first}/decline", data={"version": "1", "reason": "not-the-need"})
    assert states(engine)["req-3"] == MatchState.DECLINED
    pick = re.search(r'<input type="hidden" name="pick" value="([^"]+)">', after.text)
    assert pick is not None

    back = focal.post("/review/undo", data={"pick": pick[1]})

    assert (back.status_code, states(engine)["req-3"]) == (200, MatchState.PROPOSED)
    assert "Necesidad 3" in back.text


def test_the_last_of_the_queue_leads_back_to_an_empty_list(focal: TestClient) -> None:
    for _ in range(3):
        first = unescape(ROW.findall(focal.get("/review?lang=en").text)[0]).split("?")[0]
        after = focal.post(f"{first}/endorse?lang=en", data={"version": "1"})

    assert after.url.path == "/review"
    assert "Nothing waits for review" in after.text
    assert "Endorsed:" in text(after.text)


def test_a_filter_goes_along_to_the_next_match(focal: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.request("req-salud", title="Salud", organization="amexcid-mex", sectors=["health"]))
        suggest(session, "req-salud", at=NOW - timedelta(days=90))
    html = focal.get("/review", params={"sector": "water-sanitation", "country": "", "lang": "en"}).text
    assert "Salud" not in "".join(re.findall(r"<h2>.*?</h2>", html))
    first = unescape(ROW.findall(html)[0])
    assert "sector=water-sanitation" in first

    path, _, query = first.partition("?")
    after = focal.post(f"{path}/endorse?{query}", data={"version": "1"})
    assert "sector=water-sanitation" in str(after.url)
    assert "Necesidad 2" in after.text


def test_declining_without_a_reason_shows_the_field_and_keeps_the_words(focal: TestClient, engine: Engine) -> None:
    path = unescape(ROW.findall(focal.get("/review").text)[0]).split("?")[0]

    answer = focal.post(f"{path}/decline", data={"version": "1", "note": "Palabras"})
    assert (answer.status_code, 'id="wrong-reason"' in answer.text) == (422, True)
    assert ">Palabras</textarea>" in answer.text

    answer = focal.post(f"{path}/decline", data={"version": "1", "reason": "other"})
    assert (answer.status_code, 'id="wrong-note"' in answer.text) == (422, True)
    past = {"version": "1", "reason": "timing", "parked_until": "2020-01-01"}
    answer = focal.post(f"{path}/decline", data=past)
    assert (answer.status_code, 'id="wrong-parked_until"' in answer.text) == (422, True)
    assert set(states(engine).values()) == {MatchState.PROPOSED}


def test_a_page_that_is_out_of_date_says_so_and_does_nothing(focal: TestClient, engine: Engine) -> None:
    path = unescape(ROW.findall(focal.get("/review").text)[0]).split("?")[0]

    answer = focal.post(f"{path}/endorse", data={"version": "7"})

    assert (answer.status_code, 'role="alert"' in answer.text) == (412, True)
    assert states(engine)["req-3"] == MatchState.PROPOSED


def test_a_double_submit_decides_once(focal: TestClient, engine: Engine) -> None:
    path = unescape(ROW.findall(focal.get("/review").text)[0]).split("?")[0]

    assert focal.post(f"{path}/endorse", data={"version": "1"}).status_code == 200
    assert focal.post(f"{path}/endorse", data={"version": "1"}).status_code in (409, 412)
    with reading(engine) as session:
        assert len(session.exec(select(Decision)).all()) == 1


def test_endorse_and_introduce_is_one_step_or_none(focal: TestClient, engine: Engine) -> None:
    path = unescape(ROW.findall(focal.get("/review").text)[0]).split("?")[0]
    assert focal.post(f"{path}/endorse", data={"version": "1", "introduce": "true"}).status_code == 200
    assert states(engine)["req-3"] == MatchState.INTRODUCED

    with writing(engine) as session:
        for number in range(5):  # the provider has as many open introductions as it may
            put(session, builders.request(f"req-full-{number}", organization="amexcid-mex"))
            bring(suggest(session, f"req-full-{number}", at=NOW), MatchState.INTRODUCED)
    path = unescape(ROW.findall(focal.get("/review").text)[0]).split("?")[0]
    refused = focal.post(f"{path}/endorse", data={"version": "1", "introduce": "true"})
    assert refused.status_code == 409
    assert states(engine)["req-2"] == MatchState.PROPOSED
    assert "/endorse" in refused.text  # the page shows it as it still stands


def test_several_are_decided_at_once_and_taken_back_together(focal: TestClient, engine: Engine) -> None:
    html = focal.get("/review?lang=en").text
    picks = PICK.findall(html)

    after = focal.post("/review/decide?lang=en", data={"pick": picks[:2], "verdict": "endorse"})

    assert [states(engine)[f"req-{number}"] for number in (3, 2, 1)] == ["endorsed", "endorsed", "proposed"]
    assert "Endorsed: 2" in text(after.text)
    hidden = re.findall(r'<input type="hidden" name="pick" value="([^"]+)">', after.text)
    assert focal.post("/review/undo?lang=en", data={"pick": hidden}).status_code == 200
    assert set(states(engine).values()) == {MatchState.PROPOSED}


def test_several_or_none_and_each_row_says_what_is_in_the_way(focal: TestClient, engine: Engine) -> None:
    picks = PICK.findall(focal.get("/review?lang=en").text)
    key = picks[0].split(":")[0]

    answer = focal.post("/review/decide?lang=en", data={"pick": [f"{key}:9", picks[1]], "verdict": "endorse"})

    assert answer.status_code == 409
    assert f'id="wrong-{key}"' in answer.text
    assert "Necesidad 3" in answer.text.split('role="alert"')[1].split("</div>")[0]
    assert picks[1] in re.findall(r'value="([^"]+)"[^>]* checked', answer.text)
    assert set(states(engine).values()) == {MatchState.PROPOSED}


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [({"verdict": "endorse"}, "Tick at least one match"), ({"verdict": "decline"}, "Choose a reason")],
)
def test_a_bulk_form_that_lacks_something_says_what(focal: TestClient, sent: dict[str, str], wrong: str) -> None:
    answer = focal.post("/review/decide?lang=en", data=sent)

    assert (answer.status_code, wrong in answer.text) == (422, True)


def test_enter_in_a_field_decides_nothing_and_keeps_what_was_ticked(focal: TestClient, engine: Engine) -> None:
    html = focal.get("/review?lang=en").text
    assert re.search(r"<button[^>]*>", html.split('class="bulk"')[1])[0] == "<button hidden>"  # type: ignore[index]
    pick = PICK.findall(html)[0]

    answer = focal.post("/review/decide?lang=en", data={"pick": pick, "parked_until": "2027-01-01"})

    assert (answer.status_code, "press one of the two buttons" in answer.text) == (422, True)
    assert re.search(rf'value="{pick}"[^>]* checked', answer.text)
    assert set(states(engine).values()) == {MatchState.PROPOSED}


def test_a_match_is_handed_over_by_a_colleague_s_name_without_his_address(focal: TestClient, engine: Engine) -> None:
    path = unescape(ROW.findall(focal.get("/review").text)[0]).split("?")[0]
    html = focal.get(path).text
    assert FOCAL not in html.split("<main")[1]
    to = re.search(r'<select id="to".*?<option value="(\w{16})"', html, re.DOTALL)
    assert to is not None

    after = focal.post(f"{path}/assign?lang=en", data={"version": "1", "to": to[1]})

    assert "in charge: Office" in after.text
    assert "waits for 30 days" in focal.get("/review?assigned=me&lang=en").text
    refused = focal.post(f"{path}/assign", data={"version": "2", "to": "somebody"})
    assert (refused.status_code, 'id="wrong-to"' in refused.text) == (422, True)


def test_who_does_not_review_does_not_get_in(app: FastAPI) -> None:
    for path in ("/review", "/review/1", "/review/stalled", "/review/unmet", "/review/silence"):
        stranger = browser(app).get(path, follow_redirects=False)
        assert (stranger.status_code, stranger.headers["location"][:12]) == (303, "/sign-in?to="), path
        assert signed_in(app, AGENCY).get(path).status_code == 403, path


def test_a_focal_point_of_other_countries_sees_nothing_of_it(app: FastAPI, engine: Engine) -> None:
    far = signed_in(app, FAR)

    assert "Necesidad 1" not in far.get("/review").text
    with reading(engine) as session:
        key = session.exec(select(Match.id)).first()
    assert far.get(f"/review/{key}").status_code == 404
    assert far.post(f"/review/{key}/endorse", data={"version": "1"}).status_code == 404
    assert "Necesidad 1" not in far.get(f"/review?done=endorsed&last={key}").text


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_list_speaks_each_language(focal: TestClient, language: str) -> None:
    for path in ("/review", "/review/1", "/review/stalled", "/review/unmet", "/review/silence"):
        answer = focal.get(path, params={"lang": language})
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True), path


def test_the_queries_do_not_grow_with_the_rows(focal: TestClient, app: FastAPI, engine: Engine) -> None:
    def asked() -> int:
        with counted(app.state.settings.engine) as statements:
            assert focal.get("/review").status_code == 200
        return len(statements)

    few = asked()
    with writing(engine) as session:
        for number in range(12):
            put(session, builders.request(f"req-more-{number}", organization="amexcid-mex"))
            suggest(session, f"req-more-{number}")
    assert asked() == few


def test_the_pages_of_the_queue_show_every_match_once(focal: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        for number in range(30):
            put(session, builders.request(f"req-more-{number}", organization="amexcid-mex"))
            suggest(session, f"req-more-{number}")
    shown: list[str] = []
    link = "/review?lang=en"
    while link:
        html = focal.get(link).text
        shown += PICK.findall(html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        link = f"/review{unescape(found[1])}" if found else ""
    assert (len(shown), len(set(shown))) == (33, 33)


def test_the_explanation_and_the_past_stand_beside_both_posts(focal: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        other = builders.offer("off-otra", title="Otra oferta", organization="sabesp-bra", country="BRA")
        put(session, other)
        suggest(session, "req-3", "off-otra", at=NOW - timedelta(days=50))
    first, second = (unescape(one) for one in ROW.findall(focal.get("/review").text)[:2])
    focal.post(f"{first}/decline", data={"version": "1", "reason": "language", "note": "Secreto"})

    html = focal.get(f"{second}?lang=en").text

    earlier = html.split("On others with the same request or offer")[1].split("</ul>")[0]
    assert "Otra oferta" in earlier
    assert "The working languages do not fit" in earlier
    assert "Secreto" not in earlier
    assert "/requests/req-3/offers/off-agua" in html


def test_the_requester_s_own_reason_is_told_in_words(focal: TestClient, app: FastAPI, engine: Engine) -> None:
    with reading(engine) as session:
        key = session.exec(select(Match.id)).first()
    said = {"reason": "need-changed", "note": "De la parte"}
    answer = signed_in(app, AGENCY).post(f"/api/v1/matches/{key}/decline", json=said, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text

    html = focal.get(f"/review/{key}?lang=en").text

    assert "Requester (Office): declined: The need has changed" in text(html)
    assert "Nothing is to be decided here" in html
    assert "/decline" not in html
