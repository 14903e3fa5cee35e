"""The page of a match: where it stands, what its reader may do, and what is done by its forms alone."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.database import reading, writing
from models.decision import Decision
from models.match import Match
from models.match_note import MatchNote
from models.offer import Offer
from models.request import Request
from tests.api.accounts.people import browser, hashed, signed_in
from tests.api.conftest import EVIL, service
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matcher.review.people import AGENCY, ANALYST, FOCAL, PROVIDER, STRANGER, endorsed, introduced, people

pytestmark = ON_ONE_DATABASE
PATH = "/requests/req-agua/offers/off-agua"
FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
SECRET_TEXT = "CANARY of a post that is not for everybody"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    with writing(engine) as session:
        people(session)
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW
    return service(engine.url.render_as_string(hide_password=False))


def opened(client: TestClient) -> str:
    page = client.get(PATH, params={"lang": "en"})
    assert page.status_code == 200
    return unescape(page.text)


def forms(html: str) -> dict[str, dict[str, str]]:
    """The forms of the page by the last words of their address, each with its hidden fields."""
    found = {}
    for action, inside in FORM.findall(html):
        path = unescape(action).partition("?")[0]
        if path.startswith(PATH):
            found[path.removeprefix(f"{PATH}/")] = dict(HIDDEN.findall(inside)) | {"": unescape(action)}
    return found


def send(client: TestClient, name: str, html: str | None = None, **typed: Any) -> Response:
    """Opens the page and sends one of its forms, as a browser does."""
    fields = dict(forms(html or opened(client))[name])
    address = fields.pop("")
    return client.post(address, data=fields | typed)


def state(engine: Engine) -> str:
    with reading(engine) as session:
        return session.exec(select(Match)).one().state


def change(engine: Engine, **changes: Any) -> None:
    """Changes both posts."""
    with writing(engine) as session:
        for post in (session.get_one(Request, "req-agua"), session.get_one(Offer, "off-agua")):
            for name, value in changes.items():
                setattr(post, name, value)


def test_from_the_proposal_to_the_exchange_by_forms_alone(app: FastAPI, engine: Engine) -> None:
    agency, focal, provider = (signed_in(app, one) for one in (AGENCY, FOCAL, PROVIDER))

    done = send(agency, "interest")
    assert "Your interest is noted" in done.text
    assert "interest" not in forms(opened(agency))
    assert "The requester is interested" in opened(focal)
    done = send(focal, "endorsement", remark="Both work in dry regions")
    assert "Endorsed." in done.text
    assert 'href="/review' in done.text.split('role="status"')[1].split("</p>")[0]
    assert "It waits for your choice" in opened(agency)
    assert "now the provider answers" in send(agency, "choice").text
    assert "It waits for your answer" in opened(provider)
    assert "January 22, 2027" in opened(provider)  # sixty days after the introduction
    assert f"mailto:{AGENCY}" not in opened(provider)
    done = send(provider, "acceptance")

    assert (state(engine), f"mailto:{AGENCY}" in done.text) == ("accepted", True)
    link = re.search(r'href="(/exchanges/[^"]+)"', opened(agency))
    assert link is not None
    assert agency.get(unescape(link[1])).status_code == 200
    assert "mailto:" not in opened(focal)
    assert "mailto:" not in opened(browser(app))


def test_what_was_said_is_told_to_whom_it_is_for(app: FastAPI) -> None:
    agency, focal = signed_in(app, AGENCY), signed_in(app, FOCAL)
    send(focal, "endorsement", remark="A word for reviewers")

    assert "A word for reviewers" in opened(focal)
    assert "has endorsed it" in opened(agency)
    assert "A word for reviewers" not in opened(agency)


def test_declined_with_a_reason_and_taken_back(app: FastAPI, engine: Engine) -> None:
    focal = signed_in(app, FOCAL)

    done = send(focal, "decline", reason="timing", note="Elections")
    assert "not suggested again before February 21, 2027" in done.text
    assert "This is not the right moment" in done.text
    assert set(forms(done.text)) == {"undoing", "notes"}
    assert "Taken back" in send(focal, "undoing").text
    assert state(engine) == "proposed"


def test_a_decline_that_cannot_be_used_keeps_what_was_typed(app: FastAPI, engine: Engine) -> None:
    agency = signed_in(app, AGENCY)

    empty = send(agency, "decline", reason="", note="Muy lejos")
    assert (empty.status_code, 'id="wrong-reason"' in empty.text, ">Muy lejos</textarea>" in empty.text) == (
        422,
        True,
        True,
    )
    wordless = send(agency, "decline", reason="other", parked_until="2026-12-24")
    assert (wordless.status_code, 'role="alert"' in wordless.text) == (422, True)
    assert 'value="2026-12-24"' in wordless.text
    assert re.search(r'<option value="other" selected>', wordless.text)
    assert state(engine) == "proposed"


def test_each_side_is_offered_its_own_reasons(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        introduced(session, session.exec(select(Match)).one())

    assert 'value="not-our-field"' in opened(signed_in(app, PROVIDER))
    assert 'value="not-our-field"' not in opened(signed_in(app, AGENCY))


def test_a_page_that_is_out_of_date_says_so_and_does_nothing(app: FastAPI, engine: Engine) -> None:
    focal, agency = signed_in(app, FOCAL), signed_in(app, AGENCY)
    old = opened(agency)
    send(focal, "endorsement")

    late = send(agency, "decline", old, reason="timing")
    assert (late.status_code, 'role="alert"' in late.text, state(engine)) == (412, True, "endorsed")


def test_a_choice_that_comes_too_late_says_why(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        endorsed(session, session.exec(select(Match)).one())
    agency = signed_in(app, AGENCY)
    old = opened(agency)
    send(signed_in(app, FOCAL), "decline", reason="timing")

    late = send(agency, "choice", old)
    assert (late.status_code, state(engine)) == (409, "declined")
    assert "1 of 1" not in late.text.split('role="alert"')[1].split("</div>")[0]


def test_a_double_click_does_it_once(app: FastAPI, engine: Engine) -> None:
    focal = signed_in(app, FOCAL)
    page = opened(focal)

    for _ in range(2):
        assert "Endorsed." in send(focal, "endorsement", page).text
        assert send(focal, "notes", page, text="Once", audience="focal-point").status_code == 200
    with reading(engine) as session:
        assert (len(session.exec(select(Decision)).all()), len(session.exec(select(MatchNote)).all())) == (1, 1)


def test_the_focal_point_introduces_and_hands_over(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        endorsed(session, session.exec(select(Match)).one())
    focal = signed_in(app, FOCAL)

    assert "In charge: " not in opened(focal)
    assert "In charge: " in send(focal, "assignment", to=FOCAL).text
    assert "In charge: " not in send(focal, "assignment").text
    done = send(focal, "introduction", remark="By telephone")
    assert "each of them answers" in done.text
    assert done.text.count("has not answered yet") == 2
    assert send(focal, "assignment", to="nobody@example.org").status_code == 422


def test_notes_are_read_by_whom_they_are_for_and_taken_back(app: FastAPI, engine: Engine) -> None:
    agency, focal, provider = (signed_in(app, one) for one in (AGENCY, FOCAL, PROVIDER))
    assert "Nobody has written yet" in opened(agency)
    assert 'value="parties"' not in opened(agency)
    assert "Please hurry" in send(agency, "notes", text="Please hurry", audience="focal-point").text
    with writing(engine) as session:
        introduced(session, session.exec(select(Match)).one())

    assert "Please hurry" in opened(focal)
    assert "Please hurry" not in opened(provider)
    assert "Welcome" in send(agency, "notes", text="Welcome", audience="parties").text
    assert "Welcome" in opened(provider)
    assert not [one for one in forms(opened(provider)) if one.startswith("notes/")]
    gone = send(agency, "notes/2/removal")
    assert ("Welcome" in gone.text, "Taken back by its author" in gone.text) == (False, True)
    at(app, NOW + timedelta(hours=25))
    assert not [one for one in forms(opened(signed_in(app, AGENCY))) if one.startswith("notes/")]


def test_a_note_without_words_comes_back(app: FastAPI) -> None:
    answer = send(signed_in(app, AGENCY), "notes", text="", audience="focal-point")

    assert (answer.status_code, 'id="wrong-text"' in answer.text) == (422, True)


def test_words_with_markup_stay_words(app: FastAPI, engine: Engine) -> None:
    change(engine, title=EVIL, text=f"{EVIL} agua")
    focal = signed_in(app, FOCAL)
    send(focal, "notes", text=EVIL, audience="focal-point")
    page = focal.get(PATH, params={"lang": "en"}).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in re.sub(r"[\d.,]{3,}", "", page.split('id="talk"')[1].split("</section>")[0].split("<form")[0])


def test_who_has_no_say_is_offered_none(app: FastAPI, engine: Engine) -> None:
    for client in (browser(app), signed_in(app, STRANGER), signed_in(app, ANALYST)):
        assert forms(opened(client)) == {}
        answer = client.post(f"{PATH}/endorsement", data={"version": "1"}, headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code in (401, 403, 404)
    assert "Where it stands" not in opened(browser(app))
    assert state(engine) == "proposed"


def test_a_form_from_another_site_does_nothing(app: FastAPI, engine: Engine) -> None:
    focal = signed_in(app, FOCAL)
    answer = focal.post(f"{PATH}/endorsement", data={"version": "1"}, headers={"sec-fetch-site": "cross-site"})

    assert (answer.status_code in (401, 403), state(engine)) == (True, "proposed")


def test_a_form_after_the_session_has_ended_keeps_the_words(app: FastAPI) -> None:
    agency = signed_in(app, AGENCY)
    page = opened(agency)
    agency.cookies.clear()

    answer = send(agency, "notes", page, text="A long thought", audience="focal-point")
    assert (answer.status_code, "A long thought" in answer.text) == (401, True)


def test_the_provider_does_not_know_of_it_before_the_introduction(app: FastAPI, engine: Engine) -> None:
    change(engine, visibility="parties", text=SECRET_TEXT)
    provider = signed_in(app, PROVIDER)

    hidden = provider.get(PATH)
    assert (hidden.status_code, SECRET_TEXT in hidden.text) == (404, False)
    assert browser(app).get(PATH).status_code == 404
    with writing(engine) as session:
        introduced(session, session.exec(select(Match)).one())
    assert re.sub("</?mark>", "", opened(provider)).count(SECRET_TEXT) == 2


def test_who_may_not_read_the_other_post_yet_acts_without_it(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        offer = session.get_one(Offer, "off-agua")
        offer.visibility, offer.text = "parties", SECRET_TEXT
    agency = signed_in(app, AGENCY)

    page = opened(agency)
    assert SECRET_TEXT not in page
    assert "The score in its parts" not in page
    assert "shown once both sides are introduced" in page
    assert "Your interest is noted" in send(agency, "interest", page).text


def test_a_match_whose_offer_was_withdrawn_still_shows_how_it_stands(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        introduced(session, session.exec(select(Match)).one())
        session.get_one(Offer, "off-agua").state = "closed"
    agency = signed_in(app, AGENCY)

    page = opened(agency)
    assert "Score when it was suggested" in page
    assert "acceptance" not in forms(page)


def test_it_is_whole_in_each_language(app: FastAPI) -> None:
    focal = signed_in(app, FOCAL)
    for language in ("en", "es", "pt", "fr"):
        page = focal.get(PATH, params={"lang": language})
        assert f'<html lang="{language}" dir="ltr">' in page.text
        assert len(forms(page.text)) == 4
