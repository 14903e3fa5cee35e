"""New suggestions: who could help, and whom one could help."""

from sqlalchemy import Engine

from matcher.accounts.actors import actor_of
from matcher.review.opening import Picked
from matcher.review.reviewing import say_interest
from models.account import Account
from models.database import writing
from models.match import MatchState
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.matcher.digests.said import AGENCY, PROVIDER, WINDOW, said, section, waiting


def test_an_agency_reads_what_its_country_s_institutions_could_serve(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)

    served = section(small, WINDOW, "could_serve")

    assert [(one["request"]["id"], one["offer"]["id"]) for one in served] == [("req-agua", "off-agua")]
    assert served == section(small, PROVIDER, "could_serve")
    assert "could_serve" not in said(small, AGENCY)


def test_what_waits_for_an_answer_is_no_suggestion_any_more(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-a", organization="sabesp-bra"))
        waiting(session, MatchState.ENDORSED)
        waiting(session, MatchState.INTRODUCED, offer="off-a")

    assert list(said(small, AGENCY)) == ["answers"]
    assert [one["offer"]["id"] for one in section(small, PROVIDER, "could_serve")] == ["off-agua"]
    assert [one["offer"]["id"] for one in section(small, PROVIDER, "answers")] == ["off-a"]


def test_what_is_found_interesting_is_not_suggested_again(small: Engine) -> None:
    with writing(small) as session:
        match = suggest(session)
        assert match.id is not None
        actor = actor_of(session, session.get_one(Account, AGENCY))
        say_interest(session, actor, Picked(match.id, match.version), now=NOW)

    assert "matches" not in said(small, AGENCY)


def test_no_request_takes_more_than_three_places_and_the_first_ones_come_first(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.request("req-b", organization="amexcid-mex"))
        for number in range(5):
            put(session, builders.offer(f"off-{number}", organization="sabesp-bra"))
            suggest(session, offer=f"off-{number}", score=0.9 - number / 10).rank = number + 1
        suggest(session, "req-b", score=0.1)

    found = section(small, AGENCY, "matches")

    assert [(one["request"]["id"], one["rank"]) for one in found] == [
        ("req-agua", 1),
        ("req-agua", 2),
        ("req-agua", 3),
        ("req-b", 1),
    ]
