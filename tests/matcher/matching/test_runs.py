"""Match runs: what they keep, replace and leave alone."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.errors import NotFoundError
from matcher.matching.ranking import rank_live
from matcher.matching.records import gather
from matcher.matching.run import RunResult, store_run
from models.database import reading, writing
from models.match import Match, MatchState, live_matches
from models.match_run import MatchRun
from models.offer import Offer
from models.request import Request
from models.snapshot import Snapshot, fingerprint
from tests.builders import exchange, offer, organization, request, sides
from tests.conftest import NOW
from tests.matched import bring

TODAY = NOW.date()
OTHER = {"title": "Jueces", "text": "Formación de jueces y fiscales.", "sectors": ["justice-human-rights"]}


@pytest.fixture
def small(engine: Engine) -> Engine:
    """Two requests and three offers about water, with one exchange."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX"), exchange()])
        session.flush()
        session.add_all([*sides(), request("req-1"), request("req-2")])
        session.add_all(offer(f"off-{number}") for number in (1, 2, 3))
    return engine


def _run(engine: Engine, days: int = 0, only: str | None = None) -> RunResult:
    later = timedelta(days=days)
    with writing(engine) as session:
        return store_run(session, rank_live(session, as_of=TODAY + later, request=only), now=NOW + later)


def _matches(session: Session, **where: str) -> dict[tuple[str, str], Match]:
    found = session.exec(select(Match).filter_by(**where).order_by(col(Match.id)))
    return {(one.request, one.offer): one for one in found}


def test_a_run_over_unchanged_inputs_is_recognised(small: Engine) -> None:
    first, second = _run(small), _run(small)

    assert (first.repeated, second.repeated) == (False, True)
    assert first.run.id == second.run.id
    with reading(small) as session:
        assert len(session.exec(select(MatchRun)).all()) == 1
        assert len(_matches(session)) == 6


def test_a_changed_offer_gives_a_new_run_that_keeps_the_matches(small: Engine) -> None:
    first = _run(small)
    with reading(small) as session:
        before = {pair: one.id for pair, one in _matches(session).items()}
    with writing(small) as session:
        session.get_one(Offer, "off-1").text += " Con escuelas."

    second = _run(small)

    assert (second.repeated, second.run.inputs == first.run.inputs) == (False, False)
    with reading(small) as session:
        found = _matches(session)
        assert {pair: one.id for pair, one in found.items()} == before
        assert {one.run for one in found.values()} == {second.run.id}


def test_a_pair_that_is_no_longer_suggested_is_superseded(small: Engine) -> None:
    _run(small)
    with writing(small) as session:
        session.get_one(Offer, "off-1").state = "withdrawn"

    assert _run(small).run.counts["superseded"] == 2
    with reading(small) as session:
        assert {pair[1] for pair in _matches(session, state="superseded")} == {"off-1"}
        assert {pair[1] for pair in _matches(session, state="proposed")} == {"off-2", "off-3"}


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"expires_on": TODAY - timedelta(days=1)}])
def test_suggestions_for_a_request_that_is_gone_are_superseded(small: Engine, change: dict[str, object]) -> None:
    _run(small)
    with writing(small) as session:
        for name, value in change.items():
            setattr(session.get_one(Request, "req-1"), name, value)

    _run(small)

    with reading(small) as session:
        assert set(live_matches(session)) == {"req-2"}


def test_a_run_keeps_to_six_offers_a_request_and_twenty_requests_an_offer(engine: Engine) -> None:
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all(request(f"req-{number:02}") for number in range(25))
        session.add_all(offer(f"off-{number}") for number in range(8))

    _run(engine)
    _run(engine, days=1)

    with reading(engine) as session:
        pairs = list(_matches(session, state="proposed"))
    requests, offers = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assert max(map(requests.count, requests)) <= 6
    assert max(map(offers.count, offers)) == 20
    assert len(set(requests)) == 25


def test_a_parked_pair_rests_until_its_day_and_may_come_back_then(small: Engine) -> None:
    _run(small)
    with writing(small) as session:
        match = _matches(session)["req-1", "off-1"]
        match.state, match.parked_until = MatchState.DECLINED, TODAY + timedelta(days=90)
        key = match.id

    _run(small, days=89)
    with reading(small) as session:
        assert _matches(session)["req-1", "off-1"].state == MatchState.DECLINED
    _run(small, days=90)
    with reading(small) as session:
        found = _matches(session)["req-1", "off-1"]
        assert (found.id, found.state, found.parked_until) == (key, MatchState.PROPOSED, None)


def test_a_pair_that_lapsed_comes_back_as_if_nobody_had_been_asked(small: Engine) -> None:
    _run(small)
    with writing(small) as session:
        match = _matches(session)["req-1", "off-1"]
        bring(match, MatchState.INTRODUCED)
        match.endorsed_at = match.introduced_at = match.requester_accepted_at = match.provider_accepted_at = NOW
        match.reminded_days = 30
        match.state, match.parked_until = MatchState.LAPSED, TODAY + timedelta(days=90)

    _run(small, days=90)

    with reading(small) as session:
        found = _matches(session)["req-1", "off-1"]
        assert (found.state, found.reminded_days) == (MatchState.PROPOSED, 0)
        moments = (found.endorsed_at, found.introduced_at, found.requester_accepted_at, found.provider_accepted_at)
        assert moments == (None,) * 4


@pytest.mark.parametrize("state", [MatchState.ENDORSED, MatchState.INTRODUCED, MatchState.ACCEPTED])
def test_a_match_that_somebody_works_on_is_left_alone(small: Engine, state: MatchState) -> None:
    _run(small)
    with writing(small) as session:
        bring(_matches(session)["req-1", "off-1"], state)
        session.get_one(Offer, "off-1").text = OTHER["text"]  # type: ignore[assignment]
    with reading(small) as session:
        before = _matches(session)["req-1", "off-1"].model_dump()

    _run(small, days=1)

    with reading(small) as session:
        assert _matches(session)["req-1", "off-1"].model_dump() == before


def test_the_inputs_of_a_run_can_be_read_back(small: Engine) -> None:
    run = _run(small).run
    with reading(small) as session:
        seen = gather(session, as_of=TODAY).contents
    with writing(small) as session:
        session.get_one(Offer, "off-1").text = "Something else"

    with reading(small) as session:
        manifest = session.get_one(Snapshot, run.inputs).content
        kept = {
            kind: [session.get_one(Snapshot, digest).content for digest in digests]
            for kind, digests in manifest.items()
        }
        assert kept == seen
        assert all(fingerprint(one.content) == one.digest for one in session.exec(select(Snapshot)))


def test_a_run_says_what_it_saw_and_how_long_it_took(small: Engine) -> None:
    run = _run(small).run

    assert (run.counts["requests"], run.counts["offers"], run.counts["exchanges"]) == (2, 3, 1)
    assert (run.counts["proposed"], run.counts["new"]) == (6, 6)
    assert set(run.seconds) == {"gather", "index", "rank"}
    assert run.model_version


def test_a_run_for_one_request_touches_no_other(small: Engine) -> None:
    _run(small, only="req-1")

    with reading(small) as session:
        assert set(live_matches(session)) == {"req-1"}


@pytest.mark.parametrize("state", ["draft", "withdrawn", None])
def test_a_request_that_is_not_live_cannot_be_ranked(small: Engine, state: str | None) -> None:
    with writing(small) as session:
        session.add(
            request("req-3", state=state or "published", expires_on=None if state else TODAY - timedelta(days=1))
        )

    with pytest.raises(NotFoundError, match="'req-3'"):
        _run(small, only="req-3")


def test_a_score_is_the_sum_of_its_stored_parts(small: Engine) -> None:
    _run(small)

    with reading(small) as session:
        for match in _matches(session).values():
            parts = match.explanation["contributions"]
            assert sum(round(one["contribution"] * 1_000_000) for one in parts) == round(match.score * 1_000_000)


def test_providers_of_equal_offers_take_turns_and_a_match_keeps_both_places(engine: Engine) -> None:
    with writing(engine) as session:
        session.add_all([organization(), organization("sabesp-bra"), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all(request(f"req-{number}") for number in range(6))
        session.add_all([offer("off-1"), offer("off-2", organization="sabesp-bra")])

    _run(engine)

    with reading(engine) as session:
        found = _matches(session)
        first = [pair[1] for pair, one in found.items() if one.rank == 1]
        assert first.count("off-1") == first.count("off-2") == 3
        assert {(pair[1], one.rank_by_score) for pair, one in found.items()} == {("off-1", 1), ("off-2", 2)}
        assert len({one.score for one in found.values()}) == 1


def test_a_decision_made_while_ranking_is_not_written_over(small: Engine) -> None:
    _run(small)
    with reading(small) as session:
        ranked = rank_live(session, as_of=TODAY + timedelta(days=1))
    with writing(small) as session:
        match = session.exec(select(Match).where(Match.request == "req-1", Match.offer == "off-1")).one()
        match.state, match.parked_until = MatchState.DECLINED, TODAY + timedelta(days=90)
    with writing(small) as session:
        store_run(session, ranked, now=NOW + timedelta(days=1))
    with reading(small) as session:
        kept = session.exec(select(Match).where(Match.request == "req-1", Match.offer == "off-1")).one()
        assert (kept.state, kept.parked_until) == (MatchState.DECLINED, TODAY + timedelta(days=90))
