"""A reader ends the digests by one click, from his own mail and without a sign-in; opening the link changes nothing."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from matcher.digests.building import build_week
from matcher.digests.unsubscribing import GOOD_FOR
from models.account import Account
from models.audit import AuditEvent
from models.database import reading, writing
from models.digest import Digest
from tests.api.people import at
from tests.conftest import NOW
from tests.matched import small_region

AGENCY = "agency.mex@example.org"


@pytest.fixture
def word(engine: Engine) -> str:
    """The word in the agency's digest."""
    with writing(engine) as session:
        small_region(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
        return str(session.exec(select(Digest.unsubscribe).where(Digest.account == AGENCY)).one())


def wants(engine: Engine) -> bool:
    with reading(engine) as session:
        return session.get_one(Account, AGENCY).wants_digest


def test_one_click_ends_the_digests_and_another_begins_them_again(empty: TestClient, engine: Engine, word: str) -> None:
    opened = empty.get(f"/unsubscribe/{word}")
    assert (opened.status_code, opened.text.count("<button"), wants(engine)) == (200, 1, True)

    assert empty.post(f"/unsubscribe/{word}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not wants(engine)
    assert empty.post(f"/subscribe/{word}").status_code == 200
    assert wants(engine)


def test_a_second_click_changes_nothing_more(empty: TestClient, engine: Engine, word: str) -> None:
    answers = [empty.post(f"/unsubscribe/{word}").status_code for _ in range(2)]

    assert (answers, wants(engine)) == ([200, 200], False)
    with reading(engine) as session:
        assert len(session.exec(select(AuditEvent).where(AuditEvent.action == "account.digest")).all()) == 1


def test_the_page_shows_no_address_and_speaks_the_reader_s_language(empty: TestClient, word: str) -> None:
    page = empty.get(f"/unsubscribe/{word}?lang=pt").text

    assert AGENCY not in page
    assert "resumo semanal" in page


def test_a_word_that_is_wrong_or_too_old_leads_nowhere(empty: TestClient, engine: Engine, word: str) -> None:
    assert empty.post("/unsubscribe/nonsense").status_code == 404
    at(empty.app, NOW + GOOD_FOR + timedelta(days=1))  # type: ignore[arg-type]

    assert empty.post(f"/unsubscribe/{word}").status_code == 404
    assert wants(engine)
