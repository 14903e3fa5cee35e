"""`match explain`: the sum, the parts, or why not; and the index that the web service keeps."""

import gc
import weakref
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from matcher.errors import NotFoundError
from matcher.matching.explaining import Answer, explain_pair
from matcher.matching.records import gather
from matcher.matching.shelf import IndexShelf
from models.database import reading, writing
from models.exchange import Exchange
from models.offer import Offer
from tests.builders import exchange, offer, organization, request, sides
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def small(engine: Engine) -> Engine:
    """One request, an offer that fits and others that each gate keeps out."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX"), exchange()])
        session.flush()
        session.add_all([*sides(), request(), offer("off-good")])
        session.add(offer("off-home", organization="amexcid-mex", country="MEX"))
        session.add(offer("off-old", expires_on=TODAY - timedelta(days=1)))
        session.add(offer("off-full", capacity=0))
        session.add(offer("off-draft", state="draft"))
    return engine


def _explained(engine: Engine, asked: str, offered: str) -> Answer:
    with reading(engine) as session:
        return explain_pair(session, asked, offered, index=gather(session, as_of=TODAY).index(TODAY))


def test_an_open_pair_has_a_place_and_parts_that_sum_to_its_score(small: Engine) -> None:
    answer = _explained(small, "req-1", "off-good")

    assert (answer.place, answer.candidates, answer.explanation.gate) == (1, 4, None)
    assert sum(one.contribution for one in answer.explanation.contributions) == pytest.approx(answer.explanation.score)


@pytest.mark.parametrize(
    ("key", "gate"), [("off-home", "same_country"), ("off-old", "expired"), ("off-full", "no_capacity")]
)
def test_a_pair_that_a_gate_keeps_out_says_why_not(key: str, gate: str, small: Engine) -> None:
    answer = _explained(small, "req-1", key)

    assert (answer.place, answer.explanation.gate) == (None, gate)


@pytest.mark.parametrize(("asked", "offered"), [("req-9", "off-good"), ("req-1", "off-9"), ("req-1", "off-draft")])
def test_what_is_not_there_is_not_explained(asked: str, offered: str, small: Engine) -> None:
    missing = asked if asked == "req-9" else offered

    with pytest.raises(NotFoundError, match=missing):
        _explained(small, asked, offered)


def test_the_kept_index_is_the_same_until_an_offer_changes(small: Engine) -> None:
    shelf = IndexShelf()
    with reading(small) as session:
        first, second = shelf.index(session, TODAY), shelf.index(session, TODAY)
    with writing(small) as session:
        session.get_one(Offer, "off-good").text = "Formación de jueces"
    with reading(small) as session:
        third = shelf.index(session, TODAY)

    assert first is second
    assert third.offers[third.places["off-good"]].text == "Formación de jueces"


@pytest.mark.long
def test_an_index_that_was_replaced_is_let_go(small: Engine) -> None:
    shelf = IndexShelf()
    with reading(small) as session:
        first = weakref.ref(shelf.index(session, TODAY))
    with writing(small) as session:
        session.get_one(Offer, "off-good").text = "Formación de jueces"
    with reading(small) as session:
        shelf.index(session, TODAY)

    gc.collect()

    assert first() is None


def test_the_kept_index_is_renewed_when_an_exchange_is_corrected(small: Engine) -> None:
    shelf = IndexShelf()
    with reading(small) as session:
        first = shelf.index(session, TODAY)
    with writing(small) as session:
        session.get_one(Exchange, "exc-1").outcome = 0.1

    with reading(small) as session:
        assert shelf.index(session, TODAY) is not first
