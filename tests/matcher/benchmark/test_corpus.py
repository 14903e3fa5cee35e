"""The invented posts are like those of life, and the same for the same seed."""

from statistics import fmean

from matcher.benchmark.corpus import Corpus, draw_corpus
from matcher.benchmark.draws import AS_OF
from matcher.benchmark.words import invented_word
from models import taxonomy
from scoring.text.words import LANGUAGES, WORD


def distinct(texts: list[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text.lower())}


def test_the_same_seed_invents_the_same_posts(corpus: Corpus) -> None:
    assert draw_corpus(500, 20, seed=7) == corpus


def test_another_seed_invents_others(corpus: Corpus) -> None:
    other = draw_corpus(500, 20, seed=8)

    assert not {one.words for one in corpus.offers} & {one.words for one in other.offers}
    assert [one.id for one in other.offers] == [one.id for one in corpus.offers]


def test_the_first_offers_of_a_larger_corpus_have_the_same_topics(corpus: Corpus) -> None:
    larger = draw_corpus(1500, 20, seed=7)

    assert [one.sectors for one in larger.offers[:500]] == [one.sectors for one in corpus.offers]
    assert len({one.id for one in larger.offers}) == 1500


def test_every_request_has_its_own_right_offer_in_another_country(corpus: Corpus) -> None:
    offers = {one.id: one for one in corpus.offers}
    asked = [*corpus.requests, *corpus.warming]

    assert len(corpus.requests) == 20
    assert set(corpus.right) == {one.id for one in asked}
    assert len(set(corpus.right.values())) == len(asked)
    assert all(offers[corpus.right[one.id]].country != one.country for one in asked)


def test_every_second_request_is_in_another_language_than_its_offer(corpus: Corpus) -> None:
    language = {one.id: one.language for one in corpus.offers}

    across = [one.id for one in corpus.requests if one.language != language[corpus.right[one.id]]]
    assert set(across) == corpus.across
    assert len(across) == 10


def test_a_request_uses_some_words_of_its_offer_and_changes_others(corpus: Corpus) -> None:
    offers = {one.id: one for one in corpus.offers}
    pairs = [
        (distinct([one.title]), distinct([offers[corpus.right[one.id]].title]))
        for one in corpus.requests
        if one.id not in corpus.across
    ]

    assert all(asked & offered for asked, offered in pairs)
    assert any(asked != offered for asked, offered in pairs)


def test_languages_sectors_modalities_and_countries_are_all_there(corpus: Corpus) -> None:
    assert {one.language for one in corpus.offers} == set(LANGUAGES)
    assert {slug for one in corpus.offers for slug in one.sectors} == set(taxonomy.sectors())
    assert {slug for one in corpus.offers for slug in one.modalities} == set(taxonomy.modalities())
    assert {one.language for one in corpus.requests} == set(LANGUAGES)
    many = draw_corpus(5000, 1, seed=7)
    assert len({one.country for one in many.offers}) == 150
    assert len({one.organization for one in many.offers}) > 900


def test_no_offer_is_from_the_future_or_expired(corpus: Corpus) -> None:
    assert all(one.published_on and one.published_on <= AS_OF and one.expires_on is None for one in corpus.offers)


def test_lengths_are_those_of_life(corpus: Corpus) -> None:
    assert 85 < fmean(len(WORD.findall(one.words)) for one in corpus.offers) < 100
    assert 66 < fmean(len(distinct([one.words])) for one in corpus.requests) < 80


def test_new_words_keep_coming(corpus: Corpus) -> None:
    texts = [one.words for one in corpus.offers]

    assert 2 < len(distinct(texts)) / len(distinct(texts[:50])) < 8


def test_exchanges_link_two_countries_in_the_past(corpus: Corpus) -> None:
    assert len(corpus.exchanges) == 50
    assert all(one.requester_country != one.provider_country for one in corpus.exchanges)
    assert all(one.year and one.year < AS_OF.year for one in corpus.exchanges)


def test_a_corpus_may_hold_more_requests_than_offers() -> None:
    corpus = draw_corpus(1, 3, seed=7)

    assert set(corpus.right.values()) == {"offer-0"}
    assert len(corpus.requests) == 3


def test_no_two_numbers_make_the_same_word() -> None:
    numbers = [*range(5000), *range(10**7, 10**7 + 5000)]
    for language in LANGUAGES:
        assert len({invented_word(number, language) for number in numbers}) == len(numbers)
