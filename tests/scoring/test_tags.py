"""How far one tag can stand in for another."""

import csv

import pytest

from models import taxonomy
from scoring.tags import modality_fit
from tests.conftest import ROOT


def test_the_matrix_of_modalities_gives_a_reason_for_every_pair() -> None:
    with (ROOT / "scoring" / "data" / "modalities.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["wanted"], row["offered"]) for row in rows}) == len(rows)
    assert {slug for row in rows for slug in (row["wanted"], row["offered"])} <= set(taxonomy.modalities())
    assert all(0 < float(row["fit"]) < 1 and row["reason"] for row in rows)
    assert all(modality_fit(slug, slug) == 1 for slug in taxonomy.modalities())


@pytest.mark.parametrize(("wanted", "offered", "more"), [("expert-mission", "technical-assistance", "documentation")])
def test_what_can_stand_in_counts_more_than_what_cannot(wanted: str, offered: str, more: str) -> None:
    assert modality_fit(wanted, offered) > modality_fit(wanted, more)
