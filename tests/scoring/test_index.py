"""An index takes new, edited and removed offers without being built again, and stays as it was for who holds it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Index, Offer, Request, build_index, explain, rank
from tests.encoders import TopicEncoder
from tests.scoring.builders import known, need, offer, value
from tests.scoring.strategies import offer_lists, requests, thorough
from tests.scoring.worlds import LATER, OFFERS, REQUESTS, TODAY, VACCINES, answers, present, reloaded, world

NEW = (
    offer("new-a", "Vacunación casa por casa y registro nominal", country="PER", organization="minsa"),
    offer("new-b", "Zurumbática del bosque", sectors=("forestry",), expires_on=TODAY),
    offer("new-c", "Xilofagia y zurumbática", country="HTI", practices=("pra-wells",)),
)
Step = tuple[list[Offer], frozenset[str]]
steps = st.lists(st.tuples(offer_lists(), st.frozensets(st.integers(0, 6).map("off-{}".format))), max_size=4)


@pytest.fixture(scope="module", params=["built", "loaded"])
def base(request: pytest.FixtureRequest) -> Index:
    """The small world, as it was built and as it was loaded from disk."""
    return world() if request.param == "built" else reloaded(world())


def one_by_one(base: Index, offers: Sequence[Offer]) -> Index:
    """The index with some offers, added one after the other."""
    for one in offers:
        base = base.changed([one])
    return base


def said_of(index: Index, key: str, request: Request = REQUESTS[0]) -> list[Any]:
    """What an index says of one offer, whatever it is called."""
    return [(one.feature, one.value, one.contribution) for one in explain(request, key, index)[0].contributions]


def after(base: Index, done: list[Step]) -> list[tuple[Index, set[str]]]:
    """The index after each step, and which offers are there then: what a step names and has is edited or removed."""
    found = [(base, set(present(base)))]
    for drawn, named in done:
        index, there = found[-1]
        gone = named | {one.id for one in drawn if one.id in there}
        found.append((index.changed(drawn, gone), (there - gone) | {one.id for one in drawn}))
    return found


@settings(thorough, max_examples=15)
@given(requests, offer_lists(), steps)
def test_after_any_changes_exactly_the_offers_that_are_there_are_ranked(
    request: Request, offers: list[Offer], done: list[Step]
) -> None:
    for index, there in after(build_index(offers, as_of=TODAY), done):
        ranking = rank(request, index, k=1000)
        told = {one.offer: one for one in ranking.places}
        assert len(told) == len(ranking.places)
        assert len(told) + sum(ranking.kept_out.values()) == len(there)
        assert told.keys() <= there
        for key in there:
            found, _ = explain(request, key, index)
            assert told.get(key, found) == found
        for stranger in {f"off-{number}" for number in range(7)} - there:
            with pytest.raises(KeyError):
                explain(request, stranger, index)


@settings(thorough, max_examples=10)
@given(requests, offer_lists(), steps)
def test_whoever_holds_an_index_gets_the_same_answers_after_any_changes(
    request: Request, offers: list[Offer], done: list[Step]
) -> None:
    base, held = build_index(offers, as_of=TODAY), []
    for step in done:
        held.append((base, answers(base, [request])))
        (_, _), (base, _) = after(base, [step])
    for index, said in held:
        assert answers(index, [request]) == said


@settings(thorough, max_examples=10)
@given(requests, offer_lists(), offer_lists())
def test_offers_added_one_by_one_are_as_if_added_at_once(
    request: Request, offers: list[Offer], more: list[Offer]
) -> None:
    more = [replace(one, id=f"new-{one.id}") for one in more]
    base = build_index(offers, as_of=TODAY)
    expected = answers(build_index(offers, as_of=TODAY).changed(more), [request])
    assert answers(one_by_one(base, more), [request]) == expected
    assert answers(one_by_one(base, more), [request]) == expected


def test_the_same_changes_give_the_same_answers(base: Index) -> None:
    expected = answers(base.changed(NEW, ["coffee"]))
    assert answers(one_by_one(base, NEW).changed((), ["coffee"])) == expected
    assert answers(one_by_one(base.changed((), ["coffee"]), NEW)) == expected
    assert answers(one_by_one(world(), NEW).changed((), ["coffee"])) == expected


@pytest.mark.parametrize("key", [one.id for one in OFFERS])
def test_a_twin_that_comes_later_scores_as_the_first(base: Index, key: str) -> None:
    twin = replace(base.offers[base.places[key]], id="twin")
    grown = base.changed([twin])
    for request in REQUESTS[:3]:
        assert said_of(grown, "twin", request) == said_of(grown, key, request)


def test_removing_an_offer_moves_no_score_of_the_others(base: Index) -> None:
    less = base.changed((), ["coffee"])
    for one in (one for one in OFFERS if one.id != "coffee"):
        assert said_of(less, one.id) == said_of(base, one.id)


@pytest.mark.long
def test_an_index_from_which_several_come_keeps_them_apart(base: Index) -> None:
    first = base.changed(NEW[:1])
    held, before = first.changed(NEW[1:2]), answers(first)
    for other in (NEW[2:], [replace(VACCINES, id="other")], NEW[1:]):
        assert answers(first.changed(other)) == answers(one_by_one(world(), [*NEW[:1], *other]))
    assert answers(held) == answers(world().changed(NEW[:1]).changed(NEW[1:2]))
    assert answers(first) == before


def test_many_threads_may_change_one_index(base: Index) -> None:
    first, others = base.changed(NEW[:1]), [replace(NEW[2], id=f"new-{number}") for number in range(12)]
    with ThreadPoolExecutor(len(others)) as pool:
        found = list(pool.map(lambda one: first.changed([one]), others))
    for one, index in zip(others, found, strict=True):
        assert present(index) == [*present(first), one.id]
        assert said_of(index, one.id, REQUESTS[3]) == said_of(first.changed([NEW[2]]), "new-c", REQUESTS[3])


def test_a_removed_offer_is_neither_ranked_nor_kept_out_nor_explained(base: Index) -> None:
    assert rank(REQUESTS[0], base).kept_out == {"no_capacity": 1}
    less = base.changed((), ["full", "vaccines", "nobody"])
    ranking = rank(REQUESTS[0], less)
    assert ranking.kept_out == {}
    assert {one.offer for one in ranking.places} == {one.id for one in OFFERS} - {"full", "vaccines"}
    for gone in ("full", "vaccines", "nobody"):
        with pytest.raises(KeyError):
            explain(REQUESTS[0], gone, less)


def test_without_any_offer_left_nothing_is_ranked_until_one_comes(base: Index) -> None:
    empty = base.changed((), [one.id for one in OFFERS])
    ranking = rank(REQUESTS[0], empty)
    assert (ranking.places, ranking.kept_out) == ((), {})
    assert [one.offer for one in rank(REQUESTS[0], empty.changed([VACCINES])).places] == ["vaccines"]


def test_an_index_without_offers_takes_the_first() -> None:
    for over in (world(()), reloaded(world(()))):
        assert [one.offer for one in rank(REQUESTS[0], over.changed([VACCINES])).places] == ["vaccines"]
        assert rank(REQUESTS[0], over).places == ()


def test_an_edited_offer_is_found_by_its_new_words_and_not_by_its_old(base: Index) -> None:
    rust, measles = need("Control de la roya del café"), need("Campanhas de vacinação contra o sarampo", language="pt")
    assert [rank(one, base).places[0].offer for one in (rust, measles)] == ["coffee", "vaccines"]
    edited = base.changed(
        [replace(VACCINES, title="", text="Control de la roya del café", language="es")], ["vaccines"]
    )
    assert rank(rust, edited).places[0].offer == "vaccines"
    assert value("shared_words", measles, edited, "vaccines") == 0
    assert rank(measles, base).places[0].offer == "vaccines"


def test_a_word_that_nobody_had_finds_the_offer_that_brings_it(base: Index) -> None:
    grown = base.changed(NEW)
    assert [one.offer for one in rank(REQUESTS[3], grown, k=2).places] == ["new-c", "new-b"]
    assert known("shared_words", REQUESTS[3], grown, "new-c") > 0.9
    assert [one.offer for one in rank(REQUESTS[3], base).places if one.offer.startswith("new")] == []


def test_added_offers_expire_on_their_day(base: Index) -> None:
    grown = base.changed(NEW)
    assert rank(REQUESTS[0], grown).kept_out == {"no_capacity": 1}
    assert rank(REQUESTS[0], grown.on(LATER)).kept_out == {"expired": 2, "no_capacity": 1}
    assert answers(grown.on(LATER)) == answers(base.on(LATER).changed(NEW))


def test_added_offers_are_encoded_too() -> None:
    base = build_index(OFFERS, as_of=TODAY, encoder=TopicEncoder())
    grown = base.changed(NEW)
    assert grown.encoded is not None
    assert said_of(grown.changed([replace(VACCINES, id="twin")]), "twin") == said_of(grown, "vaccines")


def test_an_identifier_counts_from_the_end_as_in_a_list(base: Index) -> None:
    offers = base.changed(NEW).offers
    assert list(offers) == [*OFFERS, *NEW]
    assert [offers[-1], *offers[-4:-2]] == [NEW[2], OFFERS[-1], NEW[0]]
    for beyond in (len(offers), -len(offers) - 1):
        with pytest.raises(IndexError):
            offers[beyond]
