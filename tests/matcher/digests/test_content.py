"""Who reads what: each role its own sections, and only what is new."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from matcher.digests.building import build_week, plan_week
from matcher.digests.sections import if_worth_a_mail
from models.account import Account
from models.database import reading, writing
from models.match import Match, MatchState
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.statements import counted

LATER = NOW + timedelta(days=7)
Content = dict[str, dict[str, list[dict[str, Any]]]]


def contents(engine: Engine, week: str = "2026-W48", now: datetime = NOW) -> Content:
    with writing(engine) as session:
        plans = build_week(session, week, now=now, domain="sursur.example")
    return {plan.account.email: plan.content for plan in plans}


def test_nobody_gets_more_than_ten_of_anything(matched: Engine) -> None:
    built = contents(matched)

    longest = {name: len(items) for content in built.values() for name, items in content.items()}
    assert max(longest.values()) == 10
    assert all(len(items) <= 10 for content in built.values() for items in content.values())


def test_an_agency_sees_suggestions_for_its_own_country_only(matched: Engine) -> None:
    built = contents(matched)

    with writing(matched) as session:
        for email, country in (("seteci.ecu@example.org", "ECU"), ("abc.bra@example.org", "BRA")):
            asked = [session.get_one(Request, item["request"]["id"]) for item in built[email]["matches"]]
            assert {one.country for one in asked} == {country}


def test_an_agency_reads_of_its_country_s_institutions_too(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.request("req-presas", organization="conagua-mex", country="MEX"))
        suggest(session, "req-presas")

    built = contents(small)

    assert [item["request"]["id"] for item in built["agency.mex@example.org"]["matches"]] == ["req-presas"]
    assert list(built["provider.bra@example.org"]) == ["could_serve"]


def test_a_provider_sees_the_requests_that_its_own_offers_could_serve(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-otra", organization="abc-bra", country="BRA"))
        suggest(session)
        suggest(session, offer="off-otra")

    found = contents(small)["provider.bra@example.org"]

    assert list(found) == ["could_serve"]
    assert [(item["request"]["id"], item["offer"]["id"]) for item in found["could_serve"]] == [("req-agua", "off-agua")]


def test_a_focal_point_sees_what_waits_for_review_and_not_what_is_reviewed(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-otra", organization="abc-bra", country="BRA"))
        suggest(session)
        suggest(session, offer="off-otra").state = MatchState.ENDORSED

    queue = contents(small)["focal@example.org"]["queue"]

    assert [item["offer"]["id"] for item in queue] == ["off-agua"]


def test_what_was_in_one_digest_is_not_in_the_next(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-nueva", organization="abc-bra", country="BRA"))
        suggest(session)
    first = contents(small)["agency.mex@example.org"]
    with writing(small) as session:
        suggest(session, offer="off-nueva", at=NOW + timedelta(days=2))
    second = contents(small, "2026-W49", LATER)["agency.mex@example.org"]

    assert [item["offer"]["id"] for item in first["matches"]] == ["off-agua"]
    assert [item["offer"]["id"] for item in second["matches"]] == ["off-nueva"]


def test_a_week_without_anything_new_is_silent_for_agencies(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
    contents(small)

    assert contents(small, "2026-W49", LATER)["agency.mex@example.org"] == {}


def test_a_suggestion_missed_in_a_silent_week_comes_in_the_following_one(small: Engine) -> None:
    contents(small)
    with writing(small) as session:
        suggest(session, at=NOW + timedelta(days=1))

    assert "matches" in contents(small, "2026-W49", LATER)["agency.mex@example.org"]


@pytest.mark.parametrize(
    ("covers", "waits"),
    [([], True), (["BRA"], True), (["caribbean"], False), (["ARG"], False)],
)
def test_a_focal_point_s_queue_holds_what_it_looks_after(small: Engine, covers: list[str], waits: bool) -> None:
    with writing(small) as session:
        suggest(session)
        session.get_one(Account, "focal@example.org").covers = covers

    assert ("queue" in contents(small)["focal@example.org"]) == waits


@pytest.mark.parametrize("name", ["unmet", "raises"])
def test_what_stays_the_same_for_months_is_told_beside_news_but_is_no_reason_for_a_mail(name: str) -> None:
    assert if_worth_a_mail({name: [{}]}) == {}
    assert if_worth_a_mail({"stalled": [{}], name: [{}]}) == {"stalled": [{}], name: [{}]}


def test_a_week_takes_the_same_queries_however_many_read(matched: Engine) -> None:
    def asked() -> int:
        with reading(matched) as session, counted(matched) as statements:
            plan_week(session, "2026-W48", now=NOW)
        return len(statements)

    before = asked()
    with writing(matched) as session:
        for number in range(30):
            put(session, builders.account(f"more-{number}@example.org", organization="amexcid-mex"))

    assert asked() == before <= 23


@pytest.mark.parametrize("state", [MatchState.DECLINED, MatchState.SUPERSEDED, MatchState.LAPSED])
def test_a_suggestion_that_is_off_the_table_is_in_no_digest(small: Engine, state: MatchState) -> None:
    with writing(small) as session:
        suggest(session, state=state)

    assert set(map(str, contents(small).values())) == {"{}"}


@pytest.mark.parametrize(("days", "listed"), [(0, True), (30, True), (31, False), (-1, False)])
def test_posts_that_expire_within_a_month_are_listed(small: Engine, days: int, listed: bool) -> None:
    with writing(small) as session:
        expires = (NOW + timedelta(days=days)).date()
        put(session, builders.offer("off-viejo", organization="sabesp-bra", expires_on=expires))

    found = contents(small)["provider.bra@example.org"].get("expiring", [])

    assert [item["id"] for item in found] == (["off-viejo"] if listed else [])


def test_an_analyst_gets_no_mail_even_where_posts_of_the_house_expire(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-segib", organization="segib", country=None, expires_on=NOW.date()))
        suggest(session)

    built = contents(small)

    assert built["analyst@example.org"] == {}
    assert "queue" in built["focal@example.org"]


def test_a_draft_is_in_no_digest(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.request("req-canary", title="CANARY", organization="amexcid-mex", state="draft"))
        suggest(session)
        suggest(session, "req-canary")

    assert "CANARY" not in str(contents(small))


def test_countries_and_reasons_are_in_the_language_of_the_account(matched: Engine) -> None:
    built = contents(matched)

    assert "Brésil" in str(built["mpce.hti@example.org"])
    assert "Brasil" in str(built["amexcid.mex@example.org"])
    assert "Brazil" in str(built["pioj.jam@example.org"])
    assert all(item["why"] for item in built["mpce.hti@example.org"]["matches"])


def test_a_post_for_its_parties_is_in_no_digest_but_theirs(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-reserved", organization="sabesp-bra", country="BRA", visibility="parties"))
        put(session, builders.request("req-reserved", visibility="parties"))
        suggest(session, offer="off-reserved", state=MatchState.ENDORSED)
        suggest(session, "req-reserved")
    before = contents(small)
    with writing(small) as session:
        session.execute(update(Match).values(state=MatchState.INTRODUCED, introduced_at=NOW))
    after = contents(small, "2026-W49", LATER)

    assert "off-reserved" not in str(before["agency.mex@example.org"])
    assert "req-reserved" not in str(before.get("provider.bra@example.org"))
    assert "off-reserved" in str(after["agency.mex@example.org"])
    assert "req-reserved" in str(after["provider.bra@example.org"])
