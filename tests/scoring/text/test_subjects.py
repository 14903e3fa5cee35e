"""The tags suggested for a text are those that people chose for it, far more often than the usual ones are."""

import json
from collections import Counter

import pytest

from scoring.text.subjects import subjects_of
from tests.conftest import FIXTURES


@pytest.mark.parametrize(("kind", "least"), [("requests", 0.95), ("offers", 0.85)])
def test_one_of_three_suggested_sectors_is_right(kind: str, least: float) -> None:
    """98 % of the region's requests and 90 % of its offers, where the three most frequent sectors reach 70 and 66 %."""
    rows = [json.loads(line) for line in (FIXTURES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
    usual = {slug for slug, _ in Counter(slug for row in rows for slug in row["sectors"]).most_common(3)}
    found = [{slug for slug, _ in subjects_of((row["title"], row["text"]), row["language"]).sectors} for row in rows]
    right = sum(bool(one & set(row["sectors"])) for one, row in zip(found, rows, strict=True)) / len(rows)
    by_habit = sum(bool(usual & set(row["sectors"])) for row in rows) / len(rows)

    assert right >= least
    assert right > by_habit + 0.15


@pytest.mark.parametrize(("kind", "least"), [("requests", 0.95), ("offers", 0.85)])
def test_one_of_three_suggested_goals_is_right(kind: str, least: float) -> None:
    """97 % and 87 %, where the three most frequent goals reach 64 and 68 %."""
    rows = [json.loads(line) for line in (FIXTURES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [{one for one, _ in subjects_of((row["title"], row["text"]), row["language"]).goals} for row in rows]

    assert sum(bool(one & set(row["sdgs"])) for one, row in zip(found, rows, strict=True)) / len(rows) >= least


@pytest.mark.parametrize(
    ("text", "sector", "goal"),
    [
        ("Agua potable y saneamiento en zonas rurales", "water-sanitation", 6),
        ("Formação de professores do ensino básico", "education", 4),
        ("Prevention of malaria and dengue in border towns", "health", 3),
        ("Énergie solaire pour les villages isolés", "energy", 7),
    ],
)
def test_every_language_leads_to_the_same_tags(text: str, sector: str, goal: int) -> None:
    found = subjects_of(("", text), None)

    assert found.sectors[0][0] == sector
    assert goal in [number for number, _ in found.goals]
    assert 0 < found.sectors[0][1] <= 1


@pytest.mark.parametrize("text", ["", "xyz", "12 34", "Qwrtz Plmbrt"])
def test_a_text_of_unknown_words_has_no_tags_or_few(text: str) -> None:
    assert len(subjects_of(("", text), "es").sectors) <= 3
