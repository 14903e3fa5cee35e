"""Made-up histories: what the network foretells of countries that never met, beside what popularity does."""

from pathlib import Path

import pytest

from matcher.evaluation import Report, read_collection
from tests.judged.network.generate import EXCHANGES, world, write
from tests.judged.reports import report_on_a_made_up_world

FLOORS = (
    # collection, new pairs only, least gain in the area under the ROC curve over popularity
    ("countries", True, 0.04),
    ("countries", False, 0.06),
    ("sectors", True, 0.09),
    ("sectors", False, 0.08),
)
"""Each a little below the smallest gain that was seen in five worlds, see `docs/quality.md`."""
COLLECTIONS = {"countries": False, "sectors": True}


def gains(found: Report) -> dict[str, float]:
    """How far the ranking lies above popularity in both forms of the area."""
    baseline = found.baselines_auc["popularity"].forms
    return {name: (one.value or 0.0) - (baseline[name].value or 1.0) for name, one in found.auc.forms.items()}


@pytest.mark.parametrize(("name", "new_pairs", "floor"), FLOORS)
def test_the_network_foretells_more_than_popularity(name: str, floor: float, *, new_pairs: bool) -> None:
    found = gains(report_on_a_made_up_world(name, new_pairs=new_pairs))
    assert min(found.values()) >= floor, found


def test_with_sectors_the_gain_is_no_chance() -> None:
    assert report_on_a_made_up_world("sectors").differences["popularity"]["ndcg@10"].ci95[0] > 0


def test_a_world_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert world(7) == world(7) != world(8)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_foretells_the_last_quarter_from_the_ones_before(name: str, tmp_path: Path) -> None:
    ties = world(7)
    found = read_collection(write(ties, tmp_path, sectors=COLLECTIONS[name]))
    past, coming = ties[: EXCHANGES * 3 // 4], ties[EXCHANGES * 3 // 4 :]

    assert found.warnings == []
    assert [(one.provider_country, one.requester_country) for one in found.exchanges] == [one[:2] for one in past]
    countries = {request.id: request.country for request in found.requests}
    judged = {(offer, countries[request]) for request, grades in found.qrels.items() for offer in grades}
    assert judged == {one[:2] for one in coming}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_posts_and_history_tell_sectors_only_where_they_should(name: str, tmp_path: Path) -> None:
    found = read_collection(write(world(7), tmp_path, sectors=COLLECTIONS[name]))
    assert {bool(one.sectors) for one in (*found.requests, *found.exchanges)} == {COLLECTIONS[name]}
    assert not any(one.words for one in (*found.requests, *found.offers))
