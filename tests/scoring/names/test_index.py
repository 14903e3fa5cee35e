"""Names are found in spite of slips, in any of their languages, and told apart by their rare words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.names import NameIndex, arrays_of

MINISTRIES = [
    ("ms-bol", "Ministerio de Salud y Deportes de Bolivia"),
    ("ms-bol", "Ministry of Health and Sports of Bolivia"),
    ("ms-per", "Ministerio de Salud del Perú"),
    ("ms-per", "MINSA"),
    ("me-bol", "Ministerio de Educación de Bolivia"),
    ("me-per", "Ministerio de Educación del Perú"),
    ("un", "U.N. Office of South-South Cooperation"),
    ("ru", "Министерство здравоохранения"),
    ("none", "???"),
]
INDEX = NameIndex.of(MINISTRIES)

names = st.lists(st.tuples(st.sampled_from("abcdef"), st.text(max_size=20)), max_size=8)
unhurried = settings(deadline=None)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Ministerio de Salud y Deportes de Bolivia", "ms-bol"),
        ("MINISTERIO DE SALUD Y DEPORTES DE BOLÍVIA", "ms-bol"),
        ("minsterio salud bolvia", "ms-bol"),
        ("Bolivia, Ministerio de Educacion", "me-bol"),
        ("Min. de Educ. del Peru", "me-per"),
        ("Minstry of Helath of Bolivia", "ms-bol"),
        ("minsa", "ms-per"),
        ("M.I.N.S.A.", "ms-per"),
        ("UN Office SouthSouth Cooperation", "un"),
        ("министерство здравохранения", "ru"),
    ],
)
def test_the_organization_meant_comes_first(asked: str, meant: str) -> None:
    assert INDEX.search(asked)[0].id == meant


def test_a_name_without_slips_scores_a_hundred_and_any_slip_costs() -> None:
    right, slipped = (INDEX.search(name)[0] for name in ("Ministerio de Salud del Perú", "Ministerio de Salud del Prú"))

    assert (right.id, right.name, right.score) == ("ms-per", "Ministerio de Salud del Perú", 100.0)
    assert slipped.id == "ms-per"
    assert slipped.score < 100.0


def test_the_best_come_first_each_organization_once_and_no_more_than_asked_for() -> None:
    found = INDEX.search("Ministerio de Salud", limit=3)

    assert len(found) == len({one.id for one in found}) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("asked", ["", "?", "qqqq", "??? ..."])
def test_what_resembles_nothing_finds_nothing(asked: str) -> None:
    assert INDEX.search(asked) == []


def test_no_names_answer_nothing() -> None:
    assert NameIndex.of([]).search("Ministerio") == []


def test_a_word_that_nearly_all_names_have_does_not_hide_the_rare_one() -> None:
    crowd = [(str(number), f"Ministerio de Salud de {number:05d}") for number in range(60_000)]

    index = NameIndex.of([*crowd, ("right", "Ministerio de Salud de Kiribati")])

    assert index.search("Ministerio de Saldu de Kiribtai")[0].id == "right"
    assert len(index.search("Ministerio")) == 10


def test_an_added_name_is_found_and_the_index_from_before_does_not_know_it() -> None:
    grown = INDEX.with_more([("ine-chl", "Instituto Nacional de Estadísticas de Chile")])

    assert grown.search("Instituto de Estadistica de Chile")[0].id == "ine-chl"
    assert len(grown) == len(INDEX) + 1
    assert all(one.id != "ine-chl" for one in INDEX.search("Instituto Nacional de Estadísticas de Chile"))


@unhurried
@given(names, names)
def test_names_added_later_make_the_same_index(first: list[tuple[str, str]], later: list[tuple[str, str]]) -> None:
    at_once, in_two = NameIndex.of(first + later), NameIndex.of(first).with_more(later)

    assert all(np.array_equal(one, other) for one, other in zip(arrays_of(at_once), arrays_of(in_two), strict=True))


@unhurried
@given(names, st.text(max_size=60))
def test_any_text_may_be_asked_for(known: list[tuple[str, str]], asked: str) -> None:
    found = NameIndex.of(known).search(asked)

    assert {(one.id, one.name) for one in found} <= set(known)
    assert all(0 <= one.score <= 100.0 for one in found)


@pytest.mark.parametrize("asked", ["Agencia deMigración de HauteKotto", "Agencia de Migración de HautemKotto"])
def test_words_run_together_are_found(asked: str) -> None:
    places = [(place, f"Agencia de Migración de {place}") for place in ("Haute-Kotto", "Houet", "Kottbus", "Hautmont")]

    assert NameIndex.of(places).search(asked)[0].id == "Haute-Kotto"
