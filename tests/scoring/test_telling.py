"""What is shown of two texts is what the plain reading shows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation import read_collection
from scoring import Index, Offer, Request, build_index
from scoring.compiled.reading import Fields
from scoring.ranking import ask, rank
from tests.conftest import ROOT
from tests.scoring.builders import TODAY, need, offer
from tests.scoring.compiled.texts import texts
from tests.scoring.plain_telling import PLAINLY
from tests.scoring.strategies import thorough

TWO_TONGUES = (
    offer("both", "Precisamos ampliar a vacinação das crianças nas zonas rurais do nosso país até ao próximo ano"),
    offer("water", "Abastecimiento de agua potable, agua de lluvia y saneamiento básico en escuelas rurales"),
)


def assert_told_plainly(request: Request, index: Index) -> int:
    """Compares what is shown of the best offers; answers how many findings show something."""
    query, telling = ask(request, index), 0
    for place in rank(request, index).places:
        for part in place.contributions:
            if part.feature in PLAINLY:
                expected = PLAINLY[part.feature](query, index.places[place.offer])
                assert part.evidence == expected, (request.id, place.offer, part.feature)
                telling += any(expected.values())
    return telling


@pytest.fixture(scope="module")
def region() -> tuple[Index, list[Request]]:
    """The region's offers, and some of its requests."""
    found = read_collection(ROOT / "tests" / "judged" / "region")
    return build_index(found.offers, as_of=TODAY), list(found.requests[::6])


def test_what_is_shown_of_the_regions_offers_is_what_the_plain_reading_shows(
    region: tuple[Index, list[Request]],
) -> None:
    assert sum(assert_told_plainly(request, region[0]) for request in region[1]) > 20 * len(region[1])


def test_a_text_in_two_languages_is_told_in_both() -> None:
    over = build_index(TWO_TONGUES, as_of=TODAY)
    asked = need("Vacinação das crianças. " + TWO_TONGUES[1].text, title=TWO_TONGUES[0].text, language="es")
    assert assert_told_plainly(asked, over) > 4


def test_offers_that_came_later_are_told_beside_those_that_were_there() -> None:
    grown = build_index(TWO_TONGUES[:1], as_of=TODAY).changed(TWO_TONGUES[1:])
    asked = need("Agua potable y saneamiento básico. " + TWO_TONGUES[0].text, title="Vacinação", language="pt")
    assert assert_told_plainly(asked, grown) > 4


@thorough
@given(texts, st.lists(texts, min_size=1, max_size=3))
def test_texts_of_any_kind_are_told_as_the_plain_reading_tells_them(asked: Fields, others: list[Fields]) -> None:
    offers = [Offer(id=f"off-{number}", **facts(one)) for number, one in enumerate(others)]
    assert_told_plainly(Request(id="req", **facts(asked)), build_index(offers, as_of=TODAY))


def facts(post: Fields) -> dict[str, Any]:
    """Title, text and language by name."""
    (title, text), language = post
    return {"title": title, "text": text, "language": language}
