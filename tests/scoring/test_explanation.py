"""Why an offer stands where it stands: as data and as a sentence."""

import json
import re

import pytest

from locales import translate
from models.taxonomy import INTERFACE_LANGUAGES
from scoring import Contribution, Explanation, Practice, explain, rank
from scoring.explanation import DECISIVE, from_data
from scoring.features import FEATURES, Family
from scoring.gates import GATES, gate_meaning
from scoring.ranking import explain_several
from scoring.sentence import WITHOUT_HISTORY, sentence
from tests.scoring.builders import VACCINES, best, index, need, offer, order, past

FOREIGN = [language for language in INTERFACE_LANGUAGES if language != "en"]
EVIDENCE = {
    "words": ["sarampión"],
    "pairs": [{"request": "sarampión", "offer": "rougeole"}],
    "concepts": [{"concept": "vaccination", "request": "vacunar", "offer": "vaccins"}],
    "problems": [{"concept": "child-labour", "request": "trabajo infantil"}],
    "solutions": [{"concept": "school-feeding", "offer": "merenda escolar"}],
    "sectors": ["health"],
    "modalities": ["training"],
    "languages": ["es"],
    "goals": [3],
    "likenesses": ["climate", "income"],
    "number": 7,
    "neighbours": ["health"],
    "area": "social",
    "wanted": "training",
    "offered": "study-visit",
    "reason": "learners travel",
    "country": "BRA",
    "countries": ["PER", "BOL"],
    "exchanges": [{"id": "e", "title": "Sarampo"}],
    "practices": [{"id": "p", "title": "Zero"}],
}


def decided_by(feature: str) -> Explanation:
    """An explanation in which one feature lifts the offer and history is known."""
    evidence = {name: EVIDENCE[name] for name in re.findall(r"{(\w+)}", FEATURES[feature].phrase)}
    lifting = Contribution(feature, 1.0, 0.5, 0.5, 0.1, evidence)
    past_ = Contribution("chosen_by_similar", 0.5, 0.0, 0.0, 0.0, {"countries": ["PER"]})
    return Explanation("req", "off", "test", 0.5, None, (lifting, past_))


def test_an_explanation_survives_json() -> None:
    found = best(need(VACCINES, sectors=("health",)), offer("a", VACCINES, sectors=("health",)), offer("b"))
    data = json.loads(json.dumps(found.as_data()))
    assert from_data(data).as_data() == found.as_data() == data
    assert {part["family"] for part in data["contributions"]} == {str(family) for family in Family}


def test_an_explanation_that_was_stored_before_there_were_probabilities_is_read() -> None:
    data = best(need(VACCINES), offer("a", VACCINES)).as_data()
    del data["probability"]
    assert from_data(data).probability is None


@pytest.mark.long
def test_the_data_marks_the_decisive_contributions_and_the_unknown_ones() -> None:
    data = best(need(VACCINES), offer("a", VACCINES), offer("b", "Turismo")).as_data()
    marked = {part["feature"] for part in data["contributions"] if part["decisive"]}
    unknown = {part["feature"] for part in data["contributions"] if part["value"] is None}
    assert {"shared_meanings", "shared_concepts"} < marked
    assert len(marked) == 3
    assert {"same_sector", "similar_country", "resembling_exchanges"} <= unknown


def test_what_decides_is_what_lifts_an_offer_above_the_others_strongest_first() -> None:
    same = {"sectors": ("health",), "sdgs": (3,)}
    found = best(need(VACCINES, **same), offer("a", VACCINES, **same), offer("b", "Turismo", **same))
    lifts = [one.lift for one in found.decisive]
    assert lifts == sorted(lifts, reverse=True)
    assert 0 < len(lifts) <= DECISIVE
    assert not {"same_sector", "common_goals"} & {one.feature for one in found.decisive}


def test_an_unknown_value_never_decides() -> None:
    tagged = [offer(f"o{n}", VACCINES, sectors=("tourism",)) for n in range(4)]
    over = index(offer("a", VACCINES), *tagged)
    found = explain(need(VACCINES, sectors=("health",)), "a", over)[0]
    assert "same_sector" not in {one.feature for one in found.decisive}


def test_without_history_the_sentence_says_so_in_each_language() -> None:
    found = best(need(VACCINES), offer("a", VACCINES), offer("b", "Turismo"))
    assert found.judged_without_history
    for language in INTERFACE_LANGUAGES:
        assert translate(WITHOUT_HISTORY, language) in sentence(found, language)


def test_with_a_past_exchange_the_caveat_is_gone_and_the_exchange_is_named() -> None:
    history = [past("e", "BRA", "PER", title="Sarampión en los Andes", text=VACCINES, language="es")]
    offers = offer("a", VACCINES, country="BRA"), offer("b", VACCINES, country="CHL")
    found = best(need(VACCINES, country="BOL"), *offers, exchanges=history)
    assert not found.judged_without_history
    assert WITHOUT_HISTORY not in sentence(found, "en")
    assert "Sarampión en los Andes" in sentence(found, "en")


def test_failed_exchanges_are_history_too() -> None:
    history = [past("e", "BRA", sectors=("health",), outcome=0.0)]
    over = index(offer("a", country="BRA"), offer("b"), exchanges=history)
    found, _ = explain(need(sectors=("health",)), "a", over)
    assert not found.judged_without_history


def test_an_average_offer_is_told_as_one() -> None:
    for language in INTERFACE_LANGUAGES:
        told = sentence(best(need(VACCINES), offer("a", VACCINES)), language)
        assert told[0].isupper()
        assert told.endswith(".")


def test_the_sentence_names_concepts_and_sectors_in_the_readers_language() -> None:
    told = [sentence(decided_by("shared_concepts"), language).lower() for language in INTERFACE_LANGUAGES]
    assert [word in one for word, one in zip(("vaccin", "vacuna", "vacina", "vaccin"), told, strict=True)] == [True] * 4
    told = [sentence(decided_by("same_sector"), language) for language in INTERFACE_LANGUAGES]
    assert [word in one for word, one in zip(("Health", "Salud", "Saúde", "Santé"), told, strict=True)] == [True] * 4


def test_a_practice_is_named_by_its_title() -> None:
    practices = [Practice(id="p", title="Andes sin sarampión", organization="one", sectors=("health",))]
    one = offer("a", VACCINES, sectors=("health",), organization="one")
    other = offer("b", VACCINES, sectors=("health",), organization="two")
    found = rank(need(VACCINES), index(one, other, practices=practices)).places[0]
    assert "Andes sin sarampión" in sentence(found, "es")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("feature", FEATURES)
def test_every_finding_can_be_said_in_every_language(feature: str, language: str) -> None:
    told = sentence(decided_by(feature), language)
    assert told.endswith(".")
    assert "{" not in told
    assert WITHOUT_HISTORY not in told


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("feature", FEATURES)
def test_no_english_is_left_in_a_translated_finding(feature: str, language: str) -> None:
    told = sentence(decided_by(feature), language).lower()
    english = re.split(r"[(){}]|{\w+}", re.sub(r"{\w+}", "{}", FEATURES[feature].phrase))
    assert not [part for part in english if len(part.split()) > 1 and part.strip().lower() in told]
    assert translate(FEATURES[feature].meaning, language) != FEATURES[feature].meaning


@pytest.mark.parametrize("language", FOREIGN)
def test_gates_and_caveats_are_translated(language: str) -> None:
    texts = [*(gate_meaning(gate) for gate in GATES), WITHOUT_HISTORY]
    texts.append("nothing lifts it above the average offer")
    assert not [text for text in texts if translate(text, language) == text]


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_keeps_the_places_for_the_evidence(language: str) -> None:
    for feature in FEATURES.values():
        kept = re.findall(r"{\w+}", translate(feature.phrase, language))
        assert kept == re.findall(r"{\w+}", feature.phrase), feature.name


def test_the_place_of_an_offer_is_that_in_the_order_also_among_equals() -> None:
    over = index(
        *(offer(key, text=text) for key, text in (("c", VACCINES), ("a", VACCINES), ("b", "Danza"), ("d", "")))
    )
    request = need(VACCINES)
    ranked = order(request, over)

    found = explain_several(request, ["d", "c", "b", "a"], over)
    assert [(one.offer, place) for one, place in found] == [(key, ranked.index(key) + 1) for key in "dcba"]
    assert [explain(request, key, over) for key in "dcba"] == found
