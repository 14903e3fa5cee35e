"""Names are found in spite of slips, in numbers; the report says how fast, beside peers."""

import numpy as np
import pytest

from matcher.benchmark.invented_names import invented_names
from matcher.benchmark.names import benchmark_names
from matcher.benchmark.typos import misspelt
from scoring.names import NameIndex

NAMES = 20_000
QUERIES = 1_000
ENOUGH = 0.98


def test_nearly_all_misspelt_names_are_among_the_first_ten_of_twenty_thousand() -> None:
    named, random = list(invented_names(NAMES, seed=3)), np.random.default_rng(3)
    index = NameIndex.of(named)

    asked = [
        (misspelt(name, random), right) for right, name in (named[place] for place in random.choice(NAMES, QUERIES))
    ]
    found = [right in [one.id for one in index.search(name)] for name, right in asked]

    assert sum(found) / QUERIES >= ENOUGH


def test_invented_names_are_distinct_of_all_languages_and_the_same_by_seed() -> None:
    named = list(invented_names(5_000, seed=1))

    assert len({name for _, name in named}) == len(named) == 5_000
    assert {"Ministry", "Ministerio", "Ministério", "Ministère"} <= {name.split()[0] for _, name in named}
    assert named == list(invented_names(5_000, seed=1))
    assert named != list(invented_names(5_000, seed=2))


@pytest.mark.parametrize("name", ["Ministerio de Salud de Bolivia", "ABC", "x", "São Tomé"])
def test_misspelling_goes_by_the_seed_and_changes_most_names(name: str) -> None:
    spellings = [misspelt(name, np.random.default_rng(seed)) for seed in range(50)]

    assert spellings == [misspelt(name, np.random.default_rng(seed)) for seed in range(50)]
    assert sum(spelling != name for spelling in spellings) >= 40


@pytest.mark.long
def test_the_report_sets_our_figures_beside_those_of_peers() -> None:
    report = benchmark_names(300, queries=8, seed=1)

    assert report.hit_at_10 == 1.0
    assert set(report.ratios) == {"sursur/rapidfuzz-WRatio", "sursur/rapidfuzz-ratio", "sursur/sklearn-char-tfidf"}
    assert all(peer.hit_at_10 >= 0.6 for peer in report.peers.values())
    assert min(report.p50_ms, report.build_seconds, report.mib, report.bytes_a_name, *report.ratios.values()) > 0
    assert report.p50_ms <= report.p95_ms
