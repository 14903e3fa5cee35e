"""What the network of past exchanges tells of two countries."""

import csv

import pytest

from models import taxonomy
from scoring.tags import modality_fit
from tests.conftest import ROOT
from tests.scoring.builders import index, known, need, offer, past, value

TAUGHT = [
    past("e1", "BRA", "BOL"),
    past("e2", "BRA", "PER"),
    past("e3", "CHL", "PER"),
    past("e4", "CUB", "HTI"),
    past("e5", "BRA", "PRY"),
]
OFFERS = [
    offer("bra", country="BRA"),
    offer("chl", country="CHL"),
    offer("cub", country="CUB"),
    offer("jpn", country="JPN"),
]


def test_countries_that_met_are_told_from_those_that_did_not() -> None:
    over = index(*OFFERS, exchanges=TAUGHT)
    assert known("worked_together", need(country="BOL"), over, "bra") > 0
    assert value("worked_together", need(country="BOL"), over, "cub") == 0


def test_a_country_without_history_is_judged_without_it() -> None:
    over = index(*OFFERS, exchanges=TAUGHT)
    for feature in ("worked_together", "can_give_back", "common_partners", "close_in_network", "chosen_by_similar"):
        assert value(feature, need(country="BOL"), over, "jpn") is None, feature
    assert value("worked_together", need(country="JAM"), over, "bra") is None


def test_what_a_country_like_the_requester_chose_speaks_for_a_provider() -> None:
    over = index(*OFFERS, exchanges=TAUGHT)
    assert known("chosen_by_similar", need(country="BOL"), over, "chl") > known(
        "chosen_by_similar", need(country="BOL"), over, "cub"
    )


def test_common_partners_tie_two_countries_that_never_met() -> None:
    over = index(*OFFERS, exchanges=TAUGHT)
    assert known("common_partners", need(country="BOL"), over, "chl") >= 0
    assert known("close_in_network", need(country="BOL"), over, "chl") > known(
        "close_in_network", need(country="BOL"), over, "cub"
    )


def test_wide_experience_counts_the_countries_taught() -> None:
    over = index(*OFFERS, exchanges=TAUGHT)
    assert known("wide_experience", need(), over, "bra") > known("wide_experience", need(), over, "chl") > 0


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
