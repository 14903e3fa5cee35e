"""How a post is read: field by field, in its own languages."""

from scoring.text.reading import read
from tests.scoring.compiled.decoding import read_one

PORTUGUESE = "Precisamos ampliar a vacinação das crianças nas zonas rurais do nosso país até ao próximo ano"


def test_a_field_in_another_language_is_read_in_that_language() -> None:
    found = read(["Vacunación en zonas rurales", PORTUGUESE], "es")
    assert found.language == "es"
    assert {part.language for part in found.parts} == {"es", "pt"}
    assert "vaccination" in read_one(PORTUGUESE, "es", title="Zonas rurales").named


def test_a_short_field_is_read_in_the_language_of_its_post() -> None:
    assert {part.language for part in read(["Rural vaccination", "agua"], "es").parts} == {"es"}


def test_an_empty_text_speaks_of_nothing() -> None:
    found = read(["", ""], None)
    assert (found.words, found.outright, found.countries) == ((), {}, frozenset())
    rows = read_one("", None)
    assert (rows.told, rows.words, rows.runs, rows.meanings, rows.named, rows.around) == (0, {}, {}, {}, {}, {})


def test_own_words_are_told_for_a_concept() -> None:
    found = read(["", "Queremos ampliar la atención primaria de salud"], "es")
    assert found.outright["primary-care"] == "atención primaria de salud"
    assert "vaccination" not in found.outright
