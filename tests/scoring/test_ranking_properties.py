"""What holds for every request over every set of offers."""

import json
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.taxonomy import INTERFACE_LANGUAGES
from scoring import EXPERT_MODEL, Index, Offer, PastExchange, Practice, Request, explain, rank
from scoring.explanation import from_data
from scoring.features import Family
from scoring.sentence import sentence
from scoring.text.lexicon import concepts, term
from tests.scoring.builders import TODAY, VACCINES, index, need, offer, order, scores_of
from tests.scoring.compiled.decoding import read_one
from tests.scoring.strategies import exchange_lists, offer_lists, practice_lists, requests, thorough

MILLION = 1_000_000


def millionths(number: float) -> int:
    """A number of at most six decimals as whole millionths."""
    whole = round(number * MILLION)
    assert abs(number * MILLION - whole) < 1e-3, f"{number!r} has more than six decimals"
    return whole


@thorough
@given(requests, offer_lists(), exchange_lists, practice_lists)
def test_contributions_sum_to_the_score_at_six_decimals(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = index(*offers, exchanges=exchanges, practices=practices)
    for one in offers:
        found = explain(request, one.id, over)[0]
        parts = [millionths(part.contribution) for part in found.contributions]
        assert sum(parts) == millionths(found.score)
        assert 0 <= found.score <= 1


@thorough
@given(requests, offer_lists(), exchange_lists, practice_lists)
def test_every_feature_answers_within_zero_and_one_or_unknown(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = index(*offers, exchanges=exchanges, practices=practices)
    for one in offers:
        for part in explain(request, one.id, over)[0].contributions:
            assert part.value is None or 0 <= part.value <= 1 + 1e-12, (part.feature, part.value)


@thorough
@given(requests, offer_lists(), exchange_lists, practice_lists)
def test_explain_agrees_with_rank(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = index(*offers, exchanges=exchanges, practices=practices)
    ranking = rank(request, over, k=100)
    for place, one in enumerate(ranking.places, 1):
        assert explain(request, one.offer, over) == (one, place)
    assert len(ranking.places) + sum(ranking.kept_out.values()) == len(offers)


@pytest.mark.long
@thorough
@given(requests, offer_lists(), exchange_lists, st.randoms(use_true_random=False))
def test_the_order_of_the_offers_changes_no_score(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], random: Random
) -> None:
    shuffled = random.sample(offers, len(offers))
    before = rank(request, index(*offers, exchanges=exchanges), k=100)
    assert rank(request, index(*shuffled, exchanges=exchanges), k=100) == before


@thorough
@given(requests, offer_lists(), exchange_lists, practice_lists)
def test_every_explanation_can_be_told_and_kept_as_json(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    over = index(*offers, exchanges=exchanges, practices=practices)
    for one in offers:
        found = explain(request, one.id, over)[0]
        kept = json.loads(json.dumps(found.as_data()))
        assert from_data(kept).as_data() == found.as_data()
        for language in INTERFACE_LANGUAGES:
            told = sentence(found, language)
            assert told
            assert told == sentence(from_data(kept), language)


@thorough
@given(requests, offer_lists(), exchange_lists, exchange_lists)
def test_a_longer_history_never_raises_and_loses_no_offer(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], more: list[PastExchange]
) -> None:
    before = order(request, index(*offers, exchanges=exchanges))
    after = order(request, index(*offers, exchanges=exchanges + more))
    assert sorted(after) == sorted(before)


@pytest.mark.long
@thorough
@given(requests, offer_lists(), exchange_lists)
def test_twins_score_the_same_and_stand_by_identifier(
    request: Request, offers: list[Offer], exchanges: list[PastExchange]
) -> None:
    free = replace(offers[0], expires_on=None, capacity=None, organization=None, country="URY")
    first, second = replace(free, id="twin-a"), replace(free, id="twin-b")
    one = index(first, second, *offers, exchanges=exchanges)
    other = index(second, *offers, first, exchanges=exchanges)
    assert order(request, one) == order(request, other)
    assert scores_of(request, one)["twin-a"] == scores_of(request, one)["twin-b"]
    assert order(request, one).index("twin-a") + 1 == order(request, one).index("twin-b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\x00",
        "\ud800",
        "e\u0301\u0302\u0303",
        "\u202eagua\u202c",
        "👩🏽‍🌾💧",
        "水の管理",
        "İıſß",
        "agua " * 20_000,
        "a" * 100_000,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_odd_and_huge_texts_are_ranked(text: str) -> None:
    over = index(Offer(id="odd", text=text), Offer(id="plain", text="agua"))
    for request in (Request(id="q", text=text), Request(id="q", text="agua")):
        assert len(order(request, over)) == 2


def test_a_tag_named_twice_counts_once() -> None:
    over = index(offer("a", sdgs=(3,), sectors=("health",), modalities=("training",)))
    once = need(sdgs=(3,), sectors=("health",), modalities=("training",))
    twice = need(sdgs=(3, 3), sectors=("health", "health"), modalities=("training", "training"))
    assert scores_of(twice, over) == scores_of(once, over)


def test_tags_of_no_taxonomy_are_left_out_of_the_sentence() -> None:
    strange = {"sectors": ("zzz", "health"), "modalities": ("zzz", "training"), "working_languages": ("xx",)}
    over = index(offer("a", **strange), offer("b", sectors=("tourism",), modalities=("equipment",)))
    for language in INTERFACE_LANGUAGES:
        assert "zzz" not in sentence(explain(need(**strange), "a", over)[0], language)


def test_a_country_alone_is_enough_to_be_ranked() -> None:
    history = [PastExchange(id="e", provider_country="BRA", requester_country="BOL")]
    over = index(Offer(id="a", country="JPN"), Offer(id="b", country="BRA"), exchanges=history)
    assert order(Request(id="q", country="BOL"), over) == ["b", "a"]


def test_a_wrong_outcome_in_the_history_lifts_nobody_above_one() -> None:
    history = [PastExchange(id="e", provider_country="BRA", sectors=("health",), outcome=95.0)]
    found = explain(need(sectors=("health",)), "a", index(offer("a", country="BRA"), exchanges=history))[0]
    assert all(one.value is None or one.value <= 1 for one in found.contributions)


def test_no_offers_give_an_empty_ranking_and_an_unknown_one_a_key_error() -> None:
    assert rank(need("agua"), index()).places == ()
    with pytest.raises(KeyError):
        explain(need("agua"), "nobody", index(offer("a")))


def test_the_first_k_are_the_first_of_all() -> None:
    offers = [offer(f"o{n:02}", "agua potable " * (n % 4), published_on=TODAY - timedelta(n)) for n in range(20)]
    over = index(*offers)
    everything = order(need("agua potable"), over)
    for k in (1, 3, 7, 20, 50):
        assert [one.offer for one in rank(need("agua potable"), over, k=k).places] == everything[:k]


def test_the_same_question_gets_the_same_answer_under_an_equal_model() -> None:
    over = index(offer("a", "agua"), offer("b", "café"))
    assert rank(need("agua"), over) == rank(need("agua"), over, model=replace(EXPERT_MODEL))


@thorough
@given(st.sampled_from(sorted(concepts())), st.sampled_from(["en", "es", "pt", "fr"]), st.integers(0, 3))
def test_a_concept_of_the_request_added_to_an_offer_never_lowers_its_text_part(
    slug: str, language: str, number: int
) -> None:
    request = need(f"{VACCINES} {term(slug, 'es')}", language="es")
    about = f"{term(sorted(concepts())[number * 500], language)}. {term('ecotourism', language)}."
    assume(slug not in read_one(about, language).named)
    others = [offer("b", "Turismo rural comunitario"), offer("c", VACCINES)]
    before = index(offer("a", about, language=language), *others)
    after = index(offer("a", f"{about} {term(slug, language)}.", language=language), *others)
    assert text_part(request, after) >= text_part(request, before)


def text_part(request: Request, over: Index) -> float:
    """What the texts add to the score of the offer called "a"."""
    found, _ = explain(request, "a", over)
    return round(sum(one.contribution for one in found.contributions if one.family == Family.TEXT), 6)
