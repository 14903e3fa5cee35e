"""Texts are found whatever their case and accents, on every database alike."""

import pytest
from sqlalchemy import Engine, String, cast, literal, null, select

from models.folding import folded, holds


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Gestión del AGUA en São Paulo", "gestion", True),
        ("Gestión del AGUA en São Paulo", "SÃO PAULO", True),
        ("L'ÉDUCATION à Niamey", "education A", True),
        ("agua potable", "100%", False),
        ("el 100% del agua", "100%", True),
        ("agua_potable", "agua potable", False),
        ("Ñandú", "nandu", True),
    ],
)
def test_a_text_holds_another_whatever_case_and_accents(engine: Engine, text: str, wanted: str, found: bool) -> None:
    with engine.connect() as connection:
        assert bool(connection.execute(select(holds(literal(text), wanted))).scalar()) is found


def test_folding_keeps_every_letter_in_its_place() -> None:
    assert folded("Ação, Œuvre, Straße 北京") == "acao, œuvre, straße 北京"


def test_a_text_of_the_west_is_folded_like_one_of_any_other_script() -> None:
    letters = "".join(map(chr, (*range(0x20, 0x250), *range(0x2010, 0x2040), 0x20AC, 0x2122)))

    assert folded(letters) == "".join(folded(f"{one}北")[0] for one in letters)


def test_nothing_is_held_by_what_is_not_there(engine: Engine) -> None:
    with engine.connect() as connection:
        assert not connection.execute(select(holds(cast(null(), String), "agua"))).scalar()
