"""Cognates of the four languages share a skeleton."""

import pytest

from scoring.text.cognates import skeleton


@pytest.mark.parametrize(
    "cognates",
    [
        "cooperación cooperação coopération cooperation",
        "educación educação éducation education",
        "religión religião religion religion",
        "actividad atividade activité activity",
        "técnico técnico technique technical",
        "nacional nacional national nationaux",
        "ciencia ciência science science",
        "productor produtor producteur producteurs",
        "biología biologia biologie biology",
        "turismo turismo tourisme",
        "laboratorio laboratório laboratoire laboratory",
        "importante importante important",
        "agricultura agricultura agriculture agriculture",
        "organizar organizar organiser organize",
    ],
)
def test_cognates_meet(cognates: str) -> None:
    assert len({skeleton(word) for word in cognates.split()}) == 1, [skeleton(word) for word in cognates.split()]


@pytest.mark.parametrize(("one", "other"), [("nación", "noción"), ("ministro", "ministerio"), ("puerto", "pared")])
def test_words_that_look_alike_and_are_none_stay_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_short_words_keep_their_letters() -> None:
    assert skeleton("são") == "sao"
    assert skeleton("EAU") == "eau"
