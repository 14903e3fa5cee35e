"""Texts are found whatever their case and accents, on every database alike."""

import pytest
from sqlalchemy import Engine, literal, select

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
