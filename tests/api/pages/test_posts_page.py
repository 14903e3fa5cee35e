"""The page of a post: what each reader sees of it, and what its owner does there."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.attachment import Attachment
from models.database import reading, writing
from models.match import Match, MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.post import PostState
from models.request import Request
from tests import builders
from tests.api.accounts.people import AGENCY, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.pages.posts_forms import form_of, send
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import bring, put, suggest
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
PAGE = "/requests/req-agua"
PROVIDER = "provider.bra@example.org"
PDF = ("plan.pdf", b"%PDF-1.4\nplan\n%%EOF\n", "application/pdf")


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


def change(engine: Engine, key: str = "req-agua", **fields: object) -> None:
    """Changes a stored post, past the rules."""
    with writing(engine) as session:
        row = session.get_one(Request if key.startswith("req") else Offer, key)
        for name, value in fields.items():
            setattr(row, name, value)


def state(engine: Engine, key: str = "req-agua") -> str:
    with reading(engine) as session:
        return session.get_one(Request if key.startswith("req") else Offer, key).state


def match_in(engine: Engine, to: str = MatchState.ENDORSED, offer: str = "off-agua", **fields: object) -> int:
    """A match of the request with an offer, in a state."""
    with writing(engine) as session:
        row = suggest(session, offer=offer)
        bring(row, to)
        for name, value in fields.items():
            setattr(row, name, value)
        assert row.id is not None
        return row.id


def more_offers(engine: Engine, count: int) -> list[str]:
    keys = [f"off-{number}" for number in range(count)]
    with writing(engine) as session:
        for key in keys:
            put(session, builders.offer(key, organization="sabesp-bra", country="BRA", title=f"Oferta {key}"))
    return keys


def test_everybody_reads_what_is_public_and_nothing_of_the_inside(app: FastAPI, engine: Engine) -> None:
    change(engine, preferred_provider="sabesp-bra", expected_outcome="Un plan", sdgs=[6])
    match_in(engine)
    page = browser(app).get(PAGE, params={"lang": "en"}).text

    for words in (
        "Agua potable rural",
        "Un plan",
        "6. Clean water",
        "/requests/req-agua/offers/off-agua",
    ):
        assert words in page, words
    for words in ('method="post" action="/requests', "Where it stands", "History", "Preferred provider", "Endorsed"):
        assert words not in page, words


def test_what_may_not_be_seen_does_not_exist(app: FastAPI, engine: Engine) -> None:
    change(engine, visibility="members")
    change(engine, "off-agua", visibility="parties")

    assert browser(app).get(PAGE).status_code == 404
    assert signed_in(app, "analyst@example.org").get(PAGE).status_code == 200
    assert signed_in(app, AGENCY).get("/offers/off-agua").status_code == 404
    assert signed_in(app, PROVIDER).get("/offers/off-agua").status_code == 200
    assert browser(app).get("/requests/nothing").status_code == 404


def test_markup_in_a_post_stays_text(app: FastAPI, engine: Engine) -> None:
    change(engine, title="<script>x</script>", text="<img src=x>", expected_outcome="<b>y</b>")

    page = browser(app).get(PAGE).text
    assert not any(one in page for one in ("<script>x", "<img", "<b>y"))


def test_the_life_of_a_post_by_its_page(agency: TestClient, engine: Engine) -> None:
    page = agency.get(PAGE).text
    for tail, expected, typed in (
        ("/withdraw", PostState.WITHDRAWN, {}),
        ("/redraft", PostState.DRAFT, {}),
        ("/submit", PostState.SUBMITTED, {}),
        ("/recall", PostState.DRAFT, {}),
    ):
        page = send(agency, page, tail, **typed).text
        assert state(engine) == expected
        assert 'role="status"' in page
    gone = send(agency, page, "/delete")
    assert gone.url.path == "/desk"
    assert agency.get(PAGE).status_code == 404


def test_a_post_is_closed_opened_again_and_renewed(agency: TestClient, engine: Engine) -> None:
    unsaid = send(agency, agency.get(PAGE).text, "/close", need_met="")
    assert (unsaid.status_code, state(engine)) == (422, PostState.PUBLISHED)
    page = send(agency, unsaid.text, "/close", need_met="partly").text
    assert state(engine) == PostState.CLOSED
    page = send(agency, page, "/reopen").text
    wrong = send(agency, page, "/renew", expires_on="2020-01-01")
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (422, True)
    assert "2027" in send(agency, wrong.text, "/renew", expires_on="2027-06-30").text
    with reading(engine) as session:
        assert str(session.get_one(Request, "req-agua").expires_on) == "2027-06-30"


def test_a_page_that_is_out_of_date_says_so_and_does_nothing(agency: TestClient, engine: Engine) -> None:
    old = agency.get(PAGE).text
    send(agency, old, "/renew")
    late = send(agency, old, "/withdraw")

    assert (late.status_code, 'role="alert"' in late.text, state(engine)) == (412, True, PostState.PUBLISHED)


def test_only_its_owners_move_it(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    form = form_of(agency.get(PAGE).text, "/withdraw")
    assert browser(app).post(form.action, data=form.fields).status_code == 401
    for email in (PROVIDER, "agency.bra@example.org", "focal@example.org"):
        assert signed_in(app, email).post(form.action, data=form.fields).status_code == 403
    assert state(engine) == PostState.PUBLISHED


def test_a_post_that_was_sent_back_says_why(agency: TestClient, engine: Engine) -> None:
    change(engine, state=PostState.WITHDRAWN)
    change(engine, state=PostState.DRAFT, objection="too-vague", objection_note="¿Qué comunidades?")

    page = agency.get(PAGE, params={"lang": "en"}).text
    assert "It does not say clearly enough what is asked or offered." in page
    assert "¿Qué comunidades?" in page


def test_the_history_tells_who_changed_what(agency: TestClient, engine: Engine) -> None:
    page = send(agency, agency.get(PAGE + "/edit").text, "/edit", title="Agua clara").text

    assert re.search(r"<del>Agua potable rural</del>.{0,60}<ins>Agua clara</ins>", page)
    assert AGENCY not in page


def test_documents_are_added_listed_and_removed(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    form = form_of(agency.get(PAGE).text, "/attachments")
    for _ in range(2):  # a double click
        page = agency.post(form.action, data=form.fields, files={"file": PDF})
        assert (page.status_code, "plan.pdf" in page.text) == (200, True)
    with reading(engine) as session:
        assert len(session.exec(Attachment.__table__.select()).all()) == 1  # type: ignore[attr-defined]
    assert "plan.pdf" in browser(app).get(PAGE).text
    assert "/remove" not in browser(app).get(PAGE).text
    assert "plan.pdf</a>" not in send(agency, page.text, "/remove").text


@pytest.mark.parametrize(
    "file", [("x.exe", b"MZ", "application/pdf"), ("big.pdf", b"%PDF-1.4" + b"0" * 10_000_001, "")]
)
def test_a_document_that_is_not_taken_is_refused_in_words(
    agency: TestClient, engine: Engine, file: tuple[str, bytes, str]
) -> None:
    form = form_of(agency.get(PAGE).text, "/attachments")
    answer = agency.post(form.action, data=form.fields, files={"file": file})

    assert (400 <= answer.status_code < 500, 'role="alert"' in answer.text) == (True, True)
    assert agency.post(form.action, data=form_of(answer.text, "/attachments").fields).status_code == 422
    with reading(engine) as session:
        assert session.exec(Attachment.__table__.select()).all() == []  # type: ignore[attr-defined]


def test_a_document_is_removed_from_its_own_post_only(agency: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.request("req-other", organization="amexcid-mex"))
    form = form_of(agency.get(PAGE).text, "/attachments")
    page = agency.post(form.action, data=form.fields, files={"file": PDF}).text
    address = form_of(page, "/remove").action

    assert agency.post(address.replace("req-agua", "req-other")).status_code == 404
    assert agency.post(address).status_code == 200


def test_the_requester_chooses_among_the_endorsed(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    key = match_in(engine)
    page = agency.get(PAGE).text
    tick = re.search(r'name="matches" value="([0-9:]+)" form="choice"', page)
    assert tick is not None

    nothing = agency.post(f"{PAGE}/choice", data={})
    assert (nothing.status_code, 'href="#matches"' in nothing.text) == (422, True)
    stale = agency.post(f"{PAGE}/choice", data={"matches": f"{key}:77"})
    assert (stale.status_code, 'role="alert"' in stale.text) == (409, True)
    chosen = send(agency, page, "/choice", matches=tick[1])
    assert (chosen.status_code, 'role="status"' in chosen.text) == (200, True)
    with reading(engine) as session:
        assert session.get_one(Match, key).state == MatchState.INTRODUCED
    assert 'form="choice"' not in chosen.text
    assert signed_in(app, PROVIDER).get("/offers/off-agua").text.count(f'{PAGE}/offers/off-agua"') == 1


def test_nobody_chooses_for_others(app: FastAPI, engine: Engine) -> None:
    key = match_in(engine)

    for email in (PROVIDER, "agency.bra@example.org", "analyst@example.org"):
        client = signed_in(app, email)
        assert 'form="choice"' not in client.get(PAGE).text
        client.post(f"{PAGE}/choice", data={"matches": f"{key}:2"})
    with reading(engine) as session:
        assert session.get_one(Match, key).state == MatchState.ENDORSED


def test_two_suggestions_are_compared_and_a_declined_one_is_told(agency: TestClient, engine: Engine) -> None:
    first, second, third = more_offers(engine, 3)
    match_in(engine, "proposed", first)
    match_in(engine, "proposed", second)
    match_in(engine, "declined", third)
    page = agency.get(PAGE, params={"lang": "en"}).text

    assert re.findall(r'name="offer" value="([a-z0-9-]+)" form="compare"', page) == [first, second]
    assert 'id="compare" method="get" action="/requests/req-agua/compare"' in page
    assert "Earlier suggestions: 1" in page


def test_a_provider_sees_what_its_offer_could_serve_and_others_do_not(app: FastAPI, engine: Engine) -> None:
    match_in(engine, "proposed")
    link = 'href="/requests/req-agua/offers/off-agua?lang=en"'

    assert link in signed_in(app, PROVIDER).get("/offers/off-agua?lang=en").text
    for client in (browser(app), signed_in(app, AGENCY)):
        assert link not in client.get("/offers/off-agua?lang=en").text
    change(engine, visibility="parties")
    assert link not in signed_in(app, PROVIDER).get("/offers/off-agua?lang=en").text


def test_a_year_later_the_requester_is_asked_once(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    change(engine, state=PostState.CLOSED)
    assert "need-met" not in agency.get(PAGE).text
    with writing(engine) as session:
        put(session, NeedQuestion(request="req-agua", asked_at=NOW))
    page = agency.get(PAGE).text
    assert "need-met" not in signed_in(app, "focal@example.org").get(PAGE).text

    answered = send(agency, page, "/need-met", answer="partly", text="Quince comités")
    assert (answered.status_code, "Quince comités" in answered.text) == (200, True)
    again = send(agency, page, "/need-met", answer="no")
    assert (again.status_code, 'role="alert"' in again.text) == (409, True)


def test_a_form_that_failed_can_be_read_in_another_language(agency: TestClient) -> None:
    for tail in ("renew", "choice", "attachments", "close", "need-met"):
        assert agency.get(f"{PAGE}/{tail}?lang=fr").url.path == PAGE


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
@pytest.mark.parametrize("path", [PAGE, "/offers/off-agua"])
def test_it_is_whole_in_each_language(app: FastAPI, engine: Engine, path: str, language: str) -> None:
    match_in(engine)
    for client in (browser(app), signed_in(app, AGENCY), signed_in(app, PROVIDER)):
        page = client.get(path, params={"lang": language})
        assert (page.status_code, f'<html lang="{language}" dir="ltr">' in page.text) == (200, True)


def test_the_number_of_queries_does_not_grow_with_the_suggestions(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    provider, counts = signed_in(app, PROVIDER), []
    for offers in (["off-agua"], more_offers(engine, 5)):
        for key in offers:
            match_in(engine, "proposed", key)
        with counted(app.state.settings.engine) as asked:
            assert agency.get(PAGE).status_code == provider.get("/offers/off-agua").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
