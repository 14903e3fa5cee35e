"""What waits for an answer of the reader's side."""

from sqlalchemy import Engine

from matcher.digests.building import preview
from models.account import Account
from models.database import reading, writing
from models.match import MatchState
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.digests.said import AGENCY, DAY, FOCAL, PROVIDER, WINDOW, said, section, waiting


def test_both_sides_read_of_an_introduction_until_they_have_answered(small: Engine) -> None:
    with writing(small) as session:
        match = waiting(session, MatchState.INTRODUCED, days=8)
        match.requester_accepted_at = NOW
        key = match.id

    found = section(small, PROVIDER, "answers")

    assert found == section(small, WINDOW, "answers")
    assert found == [
        {
            "match": key,
            "wanted": "accept",
            "request": {"kind": "request", "id": "req-agua", "title": "Agua potable rural"},
            "requester": {"name": "amexcid-mex", "country": "México"},
            "offer": {"kind": "offer", "id": "off-agua", "title": "Agua potable rural"},
            "provider": {"name": "sabesp-bra", "country": "Brasil"},
            "since": "2026-11-15",
            "days": 8,
            "lapses_on": "2027-01-14",
        }
    ]
    assert section(small, AGENCY, "answers") == []


def test_endorsed_providers_are_to_be_chosen_by_the_requester_and_new_to_the_provider(small: Engine) -> None:
    with writing(small) as session:
        waiting(session, MatchState.ENDORSED, days=3)

    found = section(small, AGENCY, "answers")

    assert [(one["wanted"], one["days"], one["lapses_on"]) for one in found] == [("choose", 3, None)]
    assert list(said(small, PROVIDER)) == ["could_serve"]


def test_what_lapses_comes_first_and_the_longest_waiting_before_the_others(small: Engine) -> None:
    with writing(small) as session:
        for key in ("off-a", "off-b", "off-c"):
            put(session, builders.offer(key, organization="sabesp-bra"))
        waiting(session, MatchState.ENDORSED, days=40)
        waiting(session, MatchState.INTRODUCED, offer="off-a", days=2)
        waiting(session, MatchState.INTRODUCED, offer="off-b", days=9)
        waiting(session, MatchState.ENDORSED, offer="off-c", days=41)

    found = section(small, AGENCY, "answers")

    assert [one["offer"]["id"] for one in found] == ["off-b", "off-a", "off-c", "off-agua"]


def test_an_answer_may_still_come_after_an_expiry_but_a_choice_may_not(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-a", organization="sabesp-bra", expires_on=(NOW - DAY).date()))
        waiting(session, MatchState.INTRODUCED, days=2)
        waiting(session, MatchState.ENDORSED, offer="off-a", days=2)
        session.get_one(Offer, "off-agua").expires_on = (NOW - DAY).date()

    assert [one["offer"]["id"] for one in section(small, AGENCY, "answers")] == ["off-agua"]


def test_no_more_than_ten_wait_in_one_mail(small: Engine) -> None:
    with writing(small) as session:
        for number in range(12):
            put(session, builders.offer(f"off-{number}", organization="sabesp-bra"))
            waiting(session, MatchState.ENDORSED, offer=f"off-{number}")

    assert len(section(small, AGENCY, "answers")) == 10


def test_an_agency_answers_for_a_joint_request_of_its_country(small: Engine) -> None:
    with writing(small) as session:
        put(
            session,
            builders.organization("agcid-chl", "CHL"),
            builders.account("agency.chl@example.org", organization="agcid-chl"),
        )
        waiting(session, MatchState.ENDORSED)
        session.get_one(Request, "req-agua").with_countries = ["CHL"]

    found = section(small, "agency.chl@example.org", "answers")
    with reading(small) as session:
        alone = preview(session, session.get_one(Account, "agency.chl@example.org"), now=NOW)

    assert [one["wanted"] for one in found] == ["choose"]
    assert alone.content["answers"] == found
    assert "answers" not in said(small, FOCAL)
