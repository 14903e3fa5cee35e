"""What is learned from, and what is left out."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.learning.examples import Gathered, gather_examples
from models.database import reading, writing
from models.decision import ABOUT_FIT, PAUSE_DAYS, Reason
from models.exchange import ExchangeParticipant
from models.match import Match
from models.match_run import MatchRun
from models.request import Request
from scoring import EXPERT_MODEL
from tests.builders import exchange
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.learning.reviewed import FEATURES, LATER, decide, match, region

HALF = [0.5] * len(FEATURES)
KNOWN = dict.fromkeys(
    [Reason.NOT_THE_NEED, Reason.CONTEXT_TOO_DIFFERENT, Reason.LANGUAGE, Reason.NOT_OUR_FIELD], True
) | dict.fromkeys(
    [
        Reason.NO_CAPACITY,
        Reason.NO_FUNDING,
        Reason.TIMING,
        Reason.ALREADY_COOPERATING,
        Reason.CHOSE_ANOTHER,
        Reason.NEED_MET,
        Reason.NEED_CHANGED,
        Reason.TOO_VAGUE,
        Reason.OTHER,
    ],
    False,
)


def _gathered(engine: Engine) -> Gathered:
    with reading(engine) as session:
        return gather_examples(session)


def test_every_reason_is_known_to_speak_of_the_fit_or_not() -> None:
    assert set(KNOWN) == set(Reason) == set(PAUSE_DAYS)
    assert {reason for reason, speaks in KNOWN.items() if speaks} == ABOUT_FIT


def test_endorsed_and_accepted_matches_are_ones_and_declined_ones_zeros(engine: Engine) -> None:
    with writing(engine) as session:
        run = region(session, 3)
        for number, verdict in enumerate(["endorsed", "accepted", "declined"]):
            reason = "not-the-need" if verdict == "declined" else None
            decide(session, match(session, run, (number, 0), HALF), verdict, reason)

    found = _gathered(engine)
    assert found.examples.endorsed.tolist() == [1, 1, 0]
    assert found.examples.requests.tolist() == ["req-0", "req-1", "req-2"]
    assert not found.examples.outcome.any()
    assert found.left_out == {}


@pytest.mark.parametrize("reason", [*Reason, None])
def test_a_decline_counts_where_its_reason_speaks_of_the_fit(reason: Reason | None, engine: Engine) -> None:
    with writing(engine) as session:
        decide(session, match(session, region(session), (0, 0), HALF), "declined", reason)

    found = _gathered(engine)
    counts = reason is not None and KNOWN[reason]
    assert found.examples.endorsed.tolist() == [0] * counts
    assert found.left_out == ({} if counts else {f"declined: {reason or 'no reason given'}": 1})


@pytest.mark.parametrize(("reason", "label"), [("no-capacity", 1), ("language", 0)])
def test_the_last_word_on_the_fit_counts(reason: str, label: int, engine: Engine) -> None:
    with writing(engine) as session:
        key = match(session, region(session), (0, 0), HALF)
        decide(session, key, "endorsed")
        decide(session, key, "declined", reason, LATER + timedelta(days=1))

    assert _gathered(engine).examples.endorsed.tolist() == [label]


def test_values_are_those_that_the_reviewer_saw_and_neutral_where_unknown(engine: Engine) -> None:
    with writing(engine) as session:
        decide(session, match(session, region(session), (0, 0), [0.25, *[None] * (len(FEATURES) - 1)]), "endorsed")

    neutral = [row.neutral for row in EXPERT_MODEL.rows]
    assert _gathered(engine).examples.values.tolist() == [[0.25, *neutral[1:]]]


def test_a_feature_that_the_explanation_did_not_have_is_unknown(engine: Engine) -> None:
    with writing(engine) as session:
        key = match(session, region(session), (0, 0), HALF)
        decide(session, key, "endorsed")
        row = session.get_one(Match, key)
        parts = [one for one in row.explanation["contributions"] if one["feature"] != "same_sector"]
        row.explanation = {**row.explanation, "contributions": parts}

    column = FEATURES.index("same_sector")
    assert _gathered(engine).examples.values[0, column] == EXPERT_MODEL.rows[column].neutral


def test_a_decision_on_an_earlier_suggestion_of_the_pair_is_left_out(engine: Engine) -> None:
    with writing(engine) as session:
        run = region(session)
        key = match(session, run, (0, 0), HALF, proposed_at=LATER + timedelta(days=90))
        decide(session, key, "declined", "language")

    found = _gathered(engine)
    assert (len(found.examples), found.left_out) == (0, {"suggested anew since": 1})


def test_a_match_without_stored_values_is_left_out(engine: Engine) -> None:
    with writing(engine) as session:
        decide(session, match(session, region(session), (0, 0), [None] * len(FEATURES)), "endorsed")

    assert _gathered(engine).left_out == {"without stored values": 1}


def test_a_decision_from_a_place_that_is_seldom_decided_on_counts_more(engine: Engine) -> None:
    with writing(engine) as session:
        run = region(session, 40, 2)
        for number in range(40):
            keys = [match(session, run, (number, place), HALF) for place in (0, 1)]
            decide(session, keys[0], "endorsed")
            if number < 8:
                decide(session, keys[1], "declined", "not-the-need")

    examples = _gathered(engine).examples
    first, second = (examples.weights[examples.endorsed == kind].mean() for kind in (1, 0))
    assert second > 2 * first
    assert examples.weights.mean() == pytest.approx(1)


def _answered(session: Session, run: MatchRun, verdict: str, **fields: object) -> None:
    """A decided match whose request an exchange answers with the offer's organization."""
    decide(session, match(session, run, (0, 0), HALF), verdict, "not-the-need" if verdict == "declined" else None)
    put(session, exchange("exc-1", **fields))
    put(session, ExchangeParticipant(exchange="exc-1", position=1, role="provider", organization="abc-bra"))
    session.get_one(Request, "req-0").answered_by = ["exc-1"]


def test_an_exchange_that_came_of_an_accepted_match_counts_by_its_outcome(engine: Engine) -> None:
    with writing(engine) as session:
        _answered(session, region(session), "accepted", outcome=0.75, start_year=NOW.year + 1)

    examples = _gathered(engine).examples
    assert examples.outcome.tolist() == [False, True, True]
    shares = {int(label): weight for label, weight in zip(examples.endorsed[1:], examples.weights[1:], strict=True)}
    assert shares[1] / shares[0] == pytest.approx(3)
    assert sum(shares.values()) == pytest.approx(examples.weights[0])
    assert len(examples.decisions) == 1


@pytest.mark.parametrize(
    ("verdict", "fields"),
    [
        ("accepted", {"outcome": None}),
        ("accepted", {"outcome": 0.75, "start_year": NOW.year - 1}),
        ("endorsed", {"outcome": 0.75}),
        ("declined", {"outcome": 0.75}),
    ],
)
def test_other_exchanges_tell_nothing_about_a_match(verdict: str, fields: dict[str, object], engine: Engine) -> None:
    with writing(engine) as session:
        _answered(session, region(session), verdict, **fields)

    assert not _gathered(engine).examples.outcome.any()


def test_matches_that_nobody_decided_on_tell_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        match(session, region(session), (0, 0), HALF)

    assert len(_gathered(engine).examples) == 0
