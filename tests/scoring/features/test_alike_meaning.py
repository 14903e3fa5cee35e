"""The finding of the sentence encoder: there only where one is, and then it can move a ranking."""

import numpy as np

from scoring import EXPERT_MODEL, Index, build_index, explain, rank
from scoring.features.text import alike_meaning
from scoring.query import ask
from scoring.sentence import sentence
from scoring.text.encoder import Encoder
from tests.encoders import TopicEncoder
from tests.scoring.builders import TODAY, need, offer

OFFERS = (
    offer("a-school", "Aula"),
    offer("b-water", "Grifo"),
    offer("c-silent"),
    offer("d-school", "Escolas", language="pt"),
)
NEED = need("Cañería")
WITH_ENCODER = EXPERT_MODEL.with_encoder(0.5)


def index(encoder: Encoder | None = None) -> Index:
    """The offers of this page."""
    return build_index(OFFERS, as_of=TODAY, encoder=encoder)


def values(encoder: Encoder | None, text: str) -> dict[str, float]:
    """What the finding says of each offer."""
    found = alike_meaning(ask(need(text), index(encoder))).values
    return {one.id: float(value) for one, value in zip(OFFERS, found, strict=True)}


def test_without_an_encoder_it_is_unknown_and_the_ranking_as_before() -> None:
    assert all(np.isnan(value) for value in values(None, "Cañería").values())
    assert rank(NEED, index()) == rank(NEED, index(TopicEncoder()))


def test_with_an_encoder_it_lies_between_0_and_1_and_is_unknown_for_an_empty_text() -> None:
    found = values(TopicEncoder(), "Cañería")
    assert np.isnan(found.pop("c-silent"))
    assert all(0 <= value <= 1 for value in found.values())
    assert found["b-water"] > found["a-school"]


def test_it_finds_an_offer_that_no_word_leads_to() -> None:
    before = [one.offer for one in rank(NEED, index(), model=EXPERT_MODEL).places]
    after = [one.offer for one in rank(NEED, index(TopicEncoder()), model=WITH_ENCODER).places]
    assert before[0] != "b-water"
    assert after[0] == "b-water"


def test_it_is_levelled_by_language() -> None:
    spanish = [offer(f"s{number}", "Aula grifo grifo") for number in range(10)]
    portuguese = [offer(f"p{number}", "Escolas grifo grifo grifo grifo", language="pt") for number in range(10)]
    over = build_index([*spanish, *portuguese], as_of=TODAY, encoder=TopicEncoder())
    asked = ask(need("Aula"), over)

    assert over.encoded is not None
    plain, levelled = over.encoded.compare(asked.request.words), alike_meaning(asked).values
    assert levelled[10] > plain[10]
    assert levelled[0] == plain[0]


def test_it_says_what_it_found_in_the_explanation() -> None:
    found, _ = explain(NEED, "b-water", index(TopicEncoder()), model=WITH_ENCODER)
    assert sum(one.contribution for one in found.contributions) == round(found.score, 6)
    assert "alike_meaning" in {one.feature for one in found.decisive}
    assert "dicen casi lo mismo" in sentence(found, "es")
