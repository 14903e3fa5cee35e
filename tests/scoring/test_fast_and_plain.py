"""The fast ranking answers what plain scoring answers, to the last digit."""

from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given

from scoring import Index, Offer, PastExchange, Practice, Request, build_index, rank
from scoring.features import FEATURES
from scoring.gates import GATES
from scoring.index import ALIKE
from scoring.query import ask
from scoring.ranking import Scoring, scores
from tests.encoders import TopicEncoder
from tests.scoring import plain
from tests.scoring.builders import TODAY, index
from tests.scoring.crowd import Crowd
from tests.scoring.strategies import exchange_lists, offer_lists, practice_lists, requests, thorough

OFFERS = 20_000
REQUESTS = 20


@pytest.fixture(scope="session")
def crowd() -> tuple[Index, list[Request]]:
    """Many offers with a past, and requests."""
    draw = Crowd(seed=7)
    offers = [draw.offer(number) for number in range(OFFERS)]
    exchanges = [draw.exchange(number) for number in range(1500)]
    practices = [draw.practice(number) for number in range(60)]
    over = build_index(offers, exchanges, practices, as_of=TODAY, encoder=TopicEncoder())
    return over, [draw.request(number, OFFERS) for number in range(REQUESTS)]


@pytest.mark.long
@pytest.mark.parametrize("number", range(REQUESTS))
def test_among_many_offers_scores_and_places_are_those_of_plain_scoring(
    crowd: tuple[Index, list[Request]], number: int
) -> None:
    over, request = crowd[0], crowd[1][number]
    totals = plain.totals(request, over)
    expected = plain.ranked(request, over, totals)
    assert np.array_equal(Scoring(ask(request, over), plain.WITH_ALL_FEATURES).totals, totals)
    assert list(scores(request, over, model=plain.WITH_ALL_FEATURES).items()) == expected
    first = rank(request, over, model=plain.WITH_ALL_FEATURES).places
    assert [(one.offer, one.score) for one in first] == expected[:10]


@pytest.fixture(scope="session")
def changed(crowd: tuple[Index, list[Request]]) -> Index:
    """The same offers after some were edited, one by one and many at once, and others removed."""
    draw, over = Crowd(seed=8), crowd[0]
    edited = [draw.offer(number) for number in range(0, OFFERS, 97)]
    for one in edited[:5]:
        over = over.changed([one], [one.id])
    return over.changed(edited[5:], [one.id for one in edited[5:]]).changed(
        (), [f"off-{number:05}" for number in range(50, OFFERS, 31)]
    )


@pytest.mark.parametrize("number", range(0, REQUESTS, 4))
def test_after_edits_and_removals_too(crowd: tuple[Index, list[Request]], changed: Index, number: int) -> None:
    request = crowd[1][number]
    expected = plain.ranked(request, changed, plain.totals(request, changed))
    assert len(expected) < OFFERS
    first = rank(request, changed, model=plain.WITH_ALL_FEATURES).places
    assert [(one.offer, one.score) for one in first] == expected[:10]
    assert list(scores(request, changed, model=plain.WITH_ALL_FEATURES).items()) == expected


def test_the_many_offers_put_every_feature_and_gate_to_the_test(crowd: tuple[Index, list[Request]]) -> None:
    queries = [ask(request, crowd[0]) for request in crowd[1]]
    for feature in FEATURES.values():
        values = np.concatenate([feature.measure(query) for query in queries[:4]])
        assert len(np.unique(values[~np.isnan(values)])) > 1, feature.name
    for gate in GATES.values():
        assert any(gate.closes(query).any() for query in queries)


@thorough
@given(requests, offer_lists(), exchange_lists, practice_lists)
def test_among_few_and_strange_offers_too(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = build_index(offers, exchanges, practices, as_of=TODAY, encoder=TopicEncoder())
    found = scores(request, over, model=plain.WITH_ALL_FEATURES)
    assert list(found.items()) == plain.ranked(request, over, plain.totals(request, over))


def looked_at(kind: str, over: Index, offer: Offer) -> Hashable:
    """What a feature that looks at a kind of thing may see of an offer."""
    return (offer.title, offer.text, offer.language) if kind == "text" else ALIKE[kind](offer, over.past)


@pytest.mark.long
@thorough
@given(requests, offer_lists(most=16), exchange_lists, practice_lists)
def test_a_feature_sees_no_more_of_an_offer_than_what_it_looks_at(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = build_index(offers, exchanges, practices, as_of=TODAY, encoder=TopicEncoder())
    for finding in (*FEATURES.values(), *GATES.values()):
        if finding.looks_at in ("offer", "pair"):
            continue
        measure = finding.measure if hasattr(finding, "measure") else finding.closes
        seen: dict[Hashable, float] = {}
        for offer, value in zip(offers, measure(ask(request, over)).tolist(), strict=True):
            alike = seen.setdefault(looked_at(finding.looks_at, over, offer), value)
            assert np.array_equal(alike, value, equal_nan=True), measure.__name__


@thorough
@given(requests, requests, offer_lists(), exchange_lists, practice_lists)
def test_what_is_said_to_stand_for_every_request_does(
    request: Request, other: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = index(*offers, exchanges=exchanges, practices=practices)
    measures = [one.measure for one in FEATURES.values() if one.looks_at == "offer"]
    for measure in [*measures, *(gate.closes for gate in GATES.values() if gate.looks_at == "offer")]:
        assert np.array_equal(measure(ask(request, over)), measure(ask(other, over)), equal_nan=True)
