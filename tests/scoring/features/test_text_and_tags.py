"""What each text and tag feature answers."""

import numpy as np
import pytest

from models import taxonomy
from scoring import Offer, Request, explain
from scoring.features import FEATURES
from scoring.sectors import sector_table
from scoring.tags import language_fit
from tests.scoring.builders import VACCINES, index, known, need, offer, value


def test_nothing_told_means_nothing_known() -> None:
    found = explain(Request(id="q"), "a", index(Offer(id="a"), Offer(id="b", text="agua")))[0]
    assert [one.feature for one in found.contributions if one.value is not None] == []


@pytest.mark.parametrize("feature", ["shared_words", "similar_spelling", "shared_concepts"])
def test_the_same_text_answers_more_than_another_and_no_text_nothing(feature: str) -> None:
    over = index(offer("a", VACCINES), offer("b", "Turismo cultural"), offer("c"))
    assert known(feature, need(VACCINES), over, "a") > 2 * known(feature, need(VACCINES), over, "b")
    assert value(feature, need(VACCINES), over, "c") is None


def test_shared_words_see_through_endings_and_accents() -> None:
    over = index(offer("a", "vacunaciones infantiles"), offer("b", "turismo"))
    assert known("shared_words", need("VACUNACION infantil"), over) > 0.5


def test_function_words_are_not_shared_words() -> None:
    over = index(offer("a", "para que los de la con una"), offer("b", "agua"))
    assert value("shared_words", need("para la salud de los niños"), over) in (None, 0)


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    common = [offer(f"o{n}", f"salud {n}") for n in range(5)]
    over = index(offer("rare", "control de Chagas"), offer("common", "control de salud"), *common)
    request = need("Chagas y salud")
    assert known("shared_words", request, over, "rare") > known("shared_words", request, over, "common")


def test_similar_spelling_sees_through_typos() -> None:
    over = index(offer("a", "Vacunasion contra el saranpion"), offer("b", "Turismo"))
    assert value("shared_words", need("Vacunación sarampión"), over) == 0
    assert known("similar_spelling", need("Vacunación sarampión"), over) > 0.2


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Vaccination of children"), ("pt", "Vacinação de crianças"), ("fr", "Vaccination des enfants")],
)
def test_shared_concepts_cross_languages(language: str, text: str) -> None:
    over = index(offer("a", text, language=language), offer("b", "Turismo cultural"))
    assert known("shared_concepts", need("Campaña de vacunación"), over) > 0
    assert value("shared_concepts", need("Campaña de vacunación"), over, "b") == 0


def test_same_sector_answers_by_nearness_in_the_tree() -> None:
    offers = [offer(slug, sectors=(slug,)) for slug in ("health", "education", "gender", "transport", "multisector")]
    found = {one.id: known("same_sector", need(sectors=("health",)), index(*offers), one.id) for one in offers}
    assert found["health"] == 1
    assert found["health"] > found["education"] > found["transport"]
    assert found["multisector"] > found["transport"]


def test_the_first_sector_counts_double() -> None:
    over = index(offer("a", sectors=("health",)), offer("b", sectors=("transport",)))
    request = need(sectors=("health", "transport"))
    assert known("same_sector", request, over, "a") > known("same_sector", request, over, "b")


def test_common_goals_is_the_share_of_all_goals_named() -> None:
    over = index(offer("a", sdgs=(3,)), offer("b", sdgs=(3, 6, 7)), offer("c", sdgs=(8,)), offer("d"))
    assert [value("common_goals", need(sdgs=(3,)), over, key) for key in "abcd"] == [1, pytest.approx(1 / 3), 0, None]


def test_fitting_modality_takes_the_best_pair() -> None:
    over = index(offer("a", modalities=("equipment", "training")), offer("b", modalities=("study-visit",)))
    request = need(modalities=("training", "documentation"))
    assert value("fitting_modality", request, over, "a") == 1
    assert value("fitting_modality", request, over, "b") == pytest.approx(0.6)


def test_understood_language_answers_as_its_text_promises() -> None:
    offers = [offer(code, working_languages=(code,)) for code in ("es", "pt", "zh")]
    request = need(working_languages=("es",))
    assert [value("understood_language", request, index(*offers), one.id) for one in offers] == [1, 0.75, 0.3]
    assert "(0.75)" in FEATURES["understood_language"].meaning


def test_where_no_working_language_is_named_the_countrys_own_stands_in() -> None:
    over = index(offer("a", country="PER"), offer("b", country="BRA"), offer("c"))
    found = [value("understood_language", need(country="BOL"), over, key) for key in "abc"]
    assert found == [1, 0.75, None]


def test_named_provider_is_the_one_asked_for() -> None:
    over = index(offer("a", organization="fiocruz"), offer("b", organization="other"))
    assert value("named_provider", need(preferred_provider="fiocruz"), over, "a") == 1
    assert value("named_provider", need(preferred_provider="fiocruz"), over, "b") == 0
    assert value("named_provider", need(), over, "a") is None


def test_nearness_of_languages_is_the_same_both_ways_and_one_only_for_the_same() -> None:
    codes = taxonomy.languages()
    for one in codes:
        for other in codes:
            assert language_fit(one, other) == language_fit(other, one)
            assert (language_fit(one, other) == 1) == (one == other)


def test_sectors_are_nearer_within_an_area_and_nearest_to_themselves() -> None:
    slugs = list(taxonomy.sectors())
    for used in ([], ["health"] * 30 + ["education"] * 10 + ["energy"]):
        table = sector_table(used)
        assert np.allclose(table, table.T)
        assert np.allclose(np.diag(table), 1)
        health, education, energy = (slugs.index(one) for one in ("health", "education", "energy"))
        assert table[health, education] > table[health, energy]


def test_a_rare_sectors_neighbours_are_told_from_a_common_ones() -> None:
    slugs = list(taxonomy.sectors())
    table = sector_table(["health"] * 500 + ["education"] * 400 + ["extractive", "fisheries"] * 5)
    alike = table[slugs.index("extractive"), slugs.index("fisheries")]
    assert alike > table[slugs.index("health"), slugs.index("education")]
