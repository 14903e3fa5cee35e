"""The signed links of digests: opening one changes nothing, its one button does what it says, once, as its account."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.accounts.actors import actor_of
from matcher.digests.building import build_week
from matcher.digests.links import GOOD_FOR, Links, Purpose
from matcher.policy import Actor
from matcher.review.opening import Picked
from matcher.review.reasons import Decline, reasons_for
from matcher.review.reviewing import decline, endorse
from models.account import Account
from models.audit import AuditEvent
from models.database import reading, writing
from models.decision import Decision, Reason
from models.digest import Digest
from models.match import Match, MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.post import Visibility
from models.request import Request
from tests.api.people import at
from tests.api.test_access import digest as hashes
from tests.conftest import NOW
from tests.matched import bring, put, small_region, suggest

AGENCY, PROVIDER = "agency.mex@example.org", "provider.bra@example.org"
LATER = NOW + timedelta(hours=5)
MATCH = {"match": 1}
RENEWED = {"kind": "offer", "id": "off-agua", "expires_on": "2026-12-01"}

LinksOf = Callable[[str], Links]


@pytest.fixture
def links(empty: TestClient, engine: Engine) -> LinksOf:
    """The links in the digest of an account, in a small region with one suggestion."""
    with writing(engine) as session:
        small_region(session)
        match = suggest(session)
        session.get_one(Offer, "off-agua").expires_on = (NOW + timedelta(days=8)).date()
        put(session, NeedQuestion(request="req-agua", asked_at=NOW))
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
        assert match.id == MATCH["match"]
    at(empty.app, LATER)  # type: ignore[arg-type]
    signer = empty.app.state.settings.signer  # type: ignore[attr-defined]

    def of(account: str) -> Links:
        with reading(engine) as session:
            return Links("", session.exec(select(Digest).where(Digest.account == account)).one(), signer)

    return of


def move(engine: Engine, state: str) -> None:
    """Brings the suggestion to a state, as if both were told of it."""
    with writing(engine) as session:
        match = session.get_one(Match, 1)
        bring(match, state)
        match.introduced_at = NOW if state == MatchState.INTRODUCED else None


def actor(session: Session, email: str) -> Actor:
    """Who acts with an account."""
    return actor_of(session, session.get_one(Account, email))


def form(page: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def press(client: TestClient, link: str, **fields: str) -> str:
    """What the page says after its button was pressed."""
    answer = client.post(link, data=form(client.get(link).text) | fields)
    assert answer.status_code == 200, answer.text
    return answer.text


def addresses(links: LinksOf) -> dict[str, str]:
    """A link of every kind."""
    agency, provider = links(AGENCY), links(PROVIDER)
    found = {str(one): agency.match(one, MATCH) for one in Purpose if one not in ("renew", "need-met")}
    return found | {
        "renew": provider.renew(RENEWED),
        "need-met": agency.need({"request": {"id": "req-agua"}}, "partly"),
    }


def test_opening_any_link_changes_nothing(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    for state in (MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED):
        move(engine, state)
        before, found = hashes(engine), addresses(links)
        pages = {purpose: empty.get(link) for purpose, link in found.items()}

        assert {purpose: page.status_code for purpose, page in pages.items()} == dict.fromkeys(found, 200)
        assert hashes(engine) == before
        for page in pages.values():
            assert page.text.count("<button") == page.text.count("<form") <= 1
            assert page.headers["cache-control"] == "no-store"
            assert page.headers["x-robots-tag"] == "noindex, nofollow"
            assert page.headers["referrer-policy"] == "no-referrer"
            assert (AGENCY in page.text, PROVIDER in page.text) == (False, False)


def test_interest_is_said_once(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    link = links(AGENCY).match("interesting", MATCH)

    page = empty.get(link).text
    assert "Agua potable rural" in page
    assert "a…@example.org" in page
    assert "Gracias, ya está hecho." in press(empty, link)
    assert "Ya se había hecho" in press(empty, link)
    with reading(engine) as session:
        assert [(one.account, one.verdict) for one in session.exec(select(Decision))] == [(AGENCY, "interested")]


def test_a_suggestion_is_declined_with_a_reason_of_the_reader_s_side(
    empty: TestClient, engine: Engine, links: LinksOf
) -> None:
    link = links(AGENCY).match("not-for-us", MATCH)
    page = empty.get(link).text

    assert page.count('type="radio"') == 10
    assert "not-our-field" not in page  # a provider's reason
    assert empty.post(link, data=form(page)).status_code == 422
    assert empty.post(link, data=form(page) | {"reason": "other"}).status_code == 422
    assert empty.post(link, data=form(page) | {"reason": "not-our-field"}).status_code == 422
    assert empty.post(link, data=form(page) | {"reason": "nonsense"}).status_code == 422
    assert "23 de febrero de 2027" not in page
    assert "Queda declinada." in press(empty, link, reason="no-funding", note=" sin fondos ")
    with reading(engine) as session:
        said = session.exec(select(Decision)).one()
        assert (said.role, said.verdict, said.reason, said.note) == (
            "requester",
            "declined",
            "no-funding",
            "sin fondos",
        )


def test_a_requester_chooses_and_the_provider_accepts(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    with writing(engine) as session:
        focal = actor(session, "focal@example.org")
        endorse(session, focal, Picked(1, session.get_one(Match, 1).version), now=NOW)

    assert "La otra parte aún no ha respondido" in press(empty, links(AGENCY).match("choose", MATCH))
    assert "As duas partes aceitaram" in press(empty, links(PROVIDER).match("accept", MATCH))
    with reading(engine) as session:
        assert session.get_one(Match, 1).state == MatchState.ACCEPTED
        told = session.exec(select(AuditEvent.actor).where(AuditEvent.action == "match.accepted")).one()
        assert told == PROVIDER


def test_a_post_is_renewed_once(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    link = links(PROVIDER).renew(RENEWED)

    assert "1 de dezembro de 2026" in empty.get(link).text
    assert "23 de novembro de 2027" in press(empty, link)
    assert "já tinha sido feito" in press(empty, link)
    with reading(engine) as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "offer.renewed")).all()
        assert len(events) == 1


def test_a_request_is_renewed_as_an_offer_is(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    with writing(engine) as session:
        session.get_one(Request, "req-agua").expires_on = (NOW + timedelta(days=8)).date()

    link = links(AGENCY).renew(RENEWED | {"kind": "request", "id": "req-agua"})

    assert "23 de noviembre de 2027" in press(empty, link)


def test_a_question_is_answered_once_and_keeps_its_first_answer(
    empty: TestClient, engine: Engine, links: LinksOf
) -> None:
    item = {"request": {"id": "req-agua"}}

    assert "La respuesta registrada: en parte." in press(empty, links(AGENCY).need(item, "partly"))
    assert "La respuesta registrada: en parte." in press(empty, links(AGENCY).need(item, "no"))
    with reading(engine) as session:
        question = session.get_one(NeedQuestion, "req-agua")
        assert (question.answer, question.account) == ("partly", AGENCY)


def test_what_has_changed_since_the_page_was_read_is_shown_before_it_is_done(
    empty: TestClient, engine: Engine, links: LinksOf
) -> None:
    link = links(AGENCY).match("not-for-us", MATCH)
    read = form(empty.get(link).text)
    with writing(engine) as session:
        endorse(session, actor(session, "focal@example.org"), Picked(1, int(read["version"])), now=NOW)

    answer = empty.post(link, data=read | {"reason": "timing"})

    assert answer.status_code == 412
    assert "La sugerencia ha sido revisada y avalada." in answer.text
    assert "Queda declinada." in press(empty, link, reason="timing")


def test_what_is_over_is_said_kindly(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    with writing(engine) as session:
        focal = actor(session, "focal@example.org")
        decline(session, focal, Picked(1, 1), Decline(reason=Reason.TIMING), now=NOW)

    page = empty.get(links(AGENCY).match("interesting", MATCH))

    assert page.status_code == 200
    assert "Ha sido declinada." in page.text
    assert "<form" not in page.text


def test_a_word_is_good_for_one_purpose_of_one_account(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    before = hashes(engine)
    word = links(AGENCY).match("interesting", MATCH)
    other = word.replace("interesting", "accept")
    changed = word[:-1] + ("A" if word[-1] != "A" else "B")

    for wrong in (other, changed, "/answer/nonsense", "/answer/interesting.", "/answer/%00.x", "/answer/preview"):
        assert (empty.get(wrong).status_code, empty.post(wrong).status_code) == (404, 404), wrong
    not_mine = links(PROVIDER).match("interesting", MATCH)  # before the introduction a provider knows nothing of it
    assert (empty.get(not_mine).status_code, empty.post(not_mine).status_code) == (410, 410)
    assert {name for name, value in hashes(engine).items() if value != before[name]} <= {"tally"}


def test_a_digest_that_came_to_another_account_after_a_restore_lends_its_words_to_nobody(
    empty: TestClient, engine: Engine, links: LinksOf
) -> None:
    link = links(AGENCY).match("interesting", MATCH)
    with writing(engine) as session:
        digest = session.exec(select(Digest).where(Digest.account == AGENCY)).one()
        digest.account, digest.week = "agency.bra@example.org", "2026-W49"

    assert empty.get(link).status_code == 404


@pytest.mark.parametrize("why", ["late", "disabled"])
def test_a_link_ends_with_its_time_and_its_account(empty: TestClient, engine: Engine, links: LinksOf, why: str) -> None:
    link = links(AGENCY).match("interesting", MATCH)
    before = hashes(engine)
    if why == "late":
        at(empty.app, NOW + GOOD_FOR + timedelta(days=1))  # type: ignore[arg-type]
    else:
        with writing(engine) as session:
            session.get_one(Account, AGENCY).active = False

    asked, answered = empty.get(link), empty.post(link)

    assert (asked.status_code, answered.status_code) == (410, 410)
    assert "Este enlace ya no es válido" in asked.text
    assert {name for name, value in hashes(engine).items() if value != before[name]} <= {"account"}


def test_guessing_words_ends(empty: TestClient, links: LinksOf) -> None:
    answers = [empty.get(f"/answer/interesting.{number}").status_code for number in range(60)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_titles_of_reserved_posts_stay_reserved(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    with writing(engine) as session:
        session.get_one(Request, "req-agua").visibility = Visibility.PARTIES
        session.get_one(Request, "req-agua").title = "CANARY"

    page = empty.get(links(AGENCY).match("interesting", MATCH)).text

    assert "CANARY" not in page
    assert "Una solicitud reservada" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This interests us"), ("es", "Nos interesa"), ("pt", "Isto nos interessa"), ("fr", "Cela nous intéresse")],
)
def test_the_page_speaks_the_account_s_language_or_the_one_asked_for(
    empty: TestClient, engine: Engine, links: LinksOf, language: str, words: str
) -> None:
    link = links(AGENCY).match("interesting", MATCH)
    asked = empty.get(f"{link}?lang={language}").text
    declining = empty.get(f"{links(AGENCY).match('not-for-us', MATCH)}?lang={language}").text
    with writing(engine) as session:
        session.get_one(Account, AGENCY).language = language
    own = empty.get(link, headers={"Accept-Language": "pt"}).text

    assert escape(reasons_for(language)[0].text) in declining
    assert f"<h1>{words}</h1>" in asked
    assert f"<h1>{words}</h1>" in own


def test_markup_in_titles_and_names_stays_text(empty: TestClient, engine: Engine, links: LinksOf) -> None:
    with writing(engine) as session:
        session.get_one(Request, "req-agua").title = "<script>alert(1)</script>"
        session.get_one(Account, AGENCY).name = "<img src=x>"

    page = empty.get(links(AGENCY).match("interesting", MATCH)).text

    assert "<script>" not in page
    assert "<img" not in page
