"""Words marked in a text: found whatever their case and accents, never more than they are, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.matches.marking import meeting_words, pieces_of
from scoring.explanation import Contribution, Explanation


def marked(text: str, *phrases: str) -> str:
    return "".join(f"[{one.text}]" if one.marked else one.text for one in pieces_of(text, phrases))


@pytest.mark.parametrize(
    ("text", "phrases", "shown"),
    [
        ("Gestión de RESIDUOS sólidos", ["residuos solidos"], "Gestión de [RESIDUOS sólidos]"),
        ("gestao dos residuos", ["Gestão"], "[gestao] dos residuos"),
        ("L'eau, l'eau potable", ["eau"], "L'[eau], l'[eau] potable"),
        ("ríos y río", ["rio"], "ríos y [río]"),
        ("agua, potable y rural", ["agua potable"], "[agua, potable] y rural"),
        ("agua potable rural", ["agua potable", "potable rural"], "[agua potable rural]"),
        ("Die Straße ist nass", ["Straße"], "Die [Straße] ist nass"),
        ("plan (por etapas)", ["(por", ")"], "plan [(por] etapas)"),
        ("nada", [], "nada"),
        ("", ["agua"], ""),
    ],
)
def test_what_is_marked(text: str, phrases: list[str], shown: str) -> None:
    assert marked(text, *phrases) == shown


def test_letters_with_their_accents_apart_are_marked_whole() -> None:
    assert marked("gestio\u0301n pu\u0301blica", "gestión") == "[gestio\u0301n] pu\u0301blica"


def test_of_a_phrase_that_does_not_stand_there_as_it_is_the_long_words_are_marked() -> None:
    assert marked("residuos que son sólidos", "sólidos de residuos") == "[residuos] que son [sólidos]"


def test_markup_stays_text() -> None:
    assert marked("<b>agua</b> & <script>", "agua") == "<b>[agua]</b> & <script>"


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=4))
def test_the_pieces_joined_are_the_text(text: str, phrases: list[str]) -> None:
    found = pieces_of(text, phrases)

    assert "".join(one.text for one in found) == text
    assert all(one.text for one in found)


def test_each_side_has_its_own_words_and_shared_words_are_found_by_their_stems() -> None:
    evidence = {"concepts": [{"concept": "waste", "request": "basura, desechos", "offer": "lixo"}]}
    parts = (
        Contribution("shared_concepts", 0.5, 0.1, 0.05, 0.0, evidence),
        Contribution("shared_words", 0.5, 0.1, 0.05, 0.0, {"words": ["municipios"]}),
        Contribution("similar_spelling", 0.5, 0.1, 0.05, 0.0, {"words": ["planta"]}),
    )
    explained = Explanation("r", "o", "test", 0.1, None, parts)

    assert meeting_words(explained, "Los municipios", "es", side="request") == ["basura", "desechos", "municipios"]
    assert meeting_words(explained, "Un municipio con plantas", "es", side="offer") == ["lixo", "municipio"]
