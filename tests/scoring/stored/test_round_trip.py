"""A saved and loaded index says what the built one says."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from scoring import Offer, PastExchange, Practice, Request, build_index, explain, rank
from scoring.stored import load_index, save_index
from tests.conftest import ROOT
from tests.encoders import TopicEncoder
from tests.scoring.strategies import exchange_lists, offer_lists, practice_lists, requests, thorough
from tests.scoring.worlds import EXCHANGES, LATER, OFFERS, PRACTICES, REQUESTS, TODAY, answers, reloaded, world

ODD = [
    "",
    " ",
    "á",
    "a\u0301",
    "\x00",
    "a\nb",
    "\u2028",
    "../../x",
    "水",
    "👩🏽‍🌾",
    "\ud800",
    '"',
    "off",
    "OFF",
    "x" * 500,
]


@pytest.mark.parametrize(
    "offers",
    [OFFERS, (), OFFERS[:1], (Offer(id="silent"),), (Offer(id="a"), Offer(id="b", text=" \n"))],
    ids=["all kinds of evidence", "no offers", "one offer", "nothing but a name", "no texts"],
)
def test_a_loaded_index_answers_as_the_built_one(offers: Sequence[Offer]) -> None:
    assert answers(reloaded(world(offers))) == answers(world(offers))


@settings(thorough, max_examples=10)
@given(requests, offer_lists(), exchange_lists, practice_lists)
def test_any_index_answers_as_before_when_it_is_loaded(
    request: Request, offers: list[Offer], exchanges: list[PastExchange], practices: list[Practice]
) -> None:
    built = build_index(offers, exchanges, practices, as_of=TODAY)
    assert answers(reloaded(built), [request]) == answers(built, [request])


@pytest.mark.parametrize("history", [(EXCHANGES, ()), ((), PRACTICES), ((), ())])
def test_an_index_with_a_part_of_the_past_or_none(
    history: tuple[Sequence[PastExchange], Sequence[Practice]],
) -> None:
    built = build_index(OFFERS, *history, as_of=TODAY)
    assert answers(reloaded(built)) == answers(built)


def test_offers_are_found_by_odd_identifiers() -> None:
    built = world([replace(OFFERS[0], id=odd, capacity=place) for place, odd in enumerate(ODD)])
    loaded = reloaded(built)
    assert answers(loaded) == answers(built)
    assert [loaded.offers[loaded.places[odd]].id for odd in ODD] == ODD


@pytest.mark.parametrize("stranger", ["nobody", "", "\ud800"])
@pytest.mark.parametrize("offers", [OFFERS, ()])
def test_an_offer_that_is_not_there_is_no_offer(offers: Sequence[Offer], stranger: str) -> None:
    for over in (world(offers), reloaded(world(offers))):
        with pytest.raises(KeyError):
            explain(REQUESTS[0], stranger, over)


def test_another_day_of_the_year_is_as_if_built_on_it() -> None:
    built = world()
    before, expected = answers(built), answers(world(day=LATER))
    assert expected != before
    assert answers(built.on(LATER)) == expected
    assert answers(reloaded(built, LATER)) == expected
    assert answers(reloaded(built).on(LATER)) == expected
    assert answers(reloaded(built).on(LATER).on(TODAY)) == before
    assert answers(built) == before


@pytest.mark.long
def test_another_process_answers_the_same(tmp_path: Path) -> None:
    save_index(world(), tmp_path)
    ask = [sys.executable, "-m", "tests.scoring.stored.asking", str(tmp_path), LATER.isoformat()]
    told = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert json.loads(told) == json.loads(json.dumps(answers(world(day=LATER))))


def test_meaning_is_asked_of_the_encoder_that_loads_it(tmp_path: Path) -> None:
    built = build_index(OFFERS, as_of=TODAY, encoder=TopicEncoder())
    save_index(built, tmp_path)
    loaded, _ = load_index(tmp_path, as_of=TODAY, encoder=TopicEncoder())
    assert rank(REQUESTS[0], loaded, k=10) == rank(REQUESTS[0], built, k=10)


def test_the_facts_come_back(tmp_path: Path) -> None:
    save_index(world(), tmp_path, edition="of Monday")
    _, manifest = load_index(tmp_path, as_of=TODAY)
    assert (manifest["edition"], manifest["as_of"]) == ("of Monday", TODAY.isoformat())


def test_the_offers_can_be_read_as_a_list() -> None:
    loaded = reloaded(world()).offers
    assert list(loaded) == list(OFFERS)
    assert list(loaded[1:3]) == list(OFFERS[1:3])
    assert loaded[-1] == OFFERS[-1]
    with pytest.raises(IndexError):
        loaded[len(OFFERS)]


@pytest.mark.parametrize("change", [([OFFERS[0]], ()), ((), ["coffee"]), ((), ())])
def test_an_index_that_has_taken_changes_is_not_saved(
    change: tuple[Sequence[Offer], Sequence[str]], tmp_path: Path
) -> None:
    save_index(world(), tmp_path)
    with pytest.raises(ValueError, match="built whole"):
        save_index(world(OFFERS[1:]).changed(*change), tmp_path)
    assert answers(load_index(tmp_path, as_of=TODAY)[0]) == answers(world())
