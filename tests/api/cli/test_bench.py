"""`sursur bench` as its users meet it."""

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.benchmark import ENGINES
from tests.shell import Ended, sursur

SMALL = ("bench", "--offers", 60, "--requests", 6)
QUICK = [name for name in ENGINES if name != "bm25s-numba"]
"""The peers but for the one that compiles itself anew in each process; `tests/matcher/benchmark` looks after it."""
FIGURES = ("p50_ms", "p95_ms", "cpu_ms", "queries_per_second", "index_mib", "build_seconds")


def run(tmp_path: Path, *words: object) -> Ended:
    return sursur(f"sqlite:///{tmp_path / 'x.db'}", *words)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON of a small benchmark."""
    engines = [word for name in QUICK for word in ("--engine", name)]
    ended = run(tmp_path_factory.mktemp("bench"), *SMALL, *engines, "--json")
    assert ended.code == 0, ended.err
    return dict(json.loads(ended.out))


@pytest.mark.long
def test_each_engine_is_measured(data: dict[str, Any]) -> None:
    assert list(data["engines"]) == QUICK
    for name, one in data["engines"].items():
        assert all(one[figure] > 0 for figure in FIGURES if figure != "build_seconds"), name
        assert one["p50_ms"] <= one["p95_ms"], name


def test_ratios_are_against_every_peer(data: dict[str, Any]) -> None:
    engines = data["engines"]
    peers = [name for name in QUICK if name != "sursur"]

    assert list(data["ratios"]) == [f"sursur/{name}" for name in peers]
    for name in peers:
        assert data["ratios"][f"sursur/{name}"] == pytest.approx(
            engines["sursur"]["p50_ms"] / engines[name]["p50_ms"], abs=0.01
        )


def test_quality_stands_beside_speed(data: dict[str, Any]) -> None:
    for one in data["engines"].values():
        assert set(one["quality"]) == {"all", "same_language", "other_language"}
    assert data["engines"]["sursur"]["quality"]["all"]["recall@5"] >= 0.8
    assert data["agreement"] == {"requests": 6, "same_order": 1.0, "shared": 1.0}


def test_the_machine_and_the_posts_are_told(data: dict[str, Any]) -> None:
    assert {"cpu", "cores", "memory_gib", "python", "libraries"} <= set(data["machine"])
    assert (data["corpus"]["offers"], data["corpus"]["requests"]) == (60, 6)
    assert data["peak_rss_mib"] > 10


@pytest.mark.long
def test_a_table_for_people_in_their_language(tmp_path: Path) -> None:
    ended = run(tmp_path, *SMALL, "--engine", "tfidf", "--engine", "sparse-dot-topn", "--language", "es")

    assert ended.code == 0, ended.err
    head, *rows = ended.out.splitlines()
    assert head.split() == ["tfidf", "sparse-dot-topn", "*"]
    assert any(row.split()[:1] == ["mediana"] for row in rows)
    assert "60 ofertas" in ended.out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--offers", 0), "--offers"),
        (("--offers", "many"), "--offers"),
        (("--requests", 0), "--requests"),
        (("--seed", -1), "--seed"),
        (("--engine", "altavista"), "altavista"),
    ],
)
def test_bad_input_is_refused_in_a_line(words: tuple[object, ...], reason: str, tmp_path: Path) -> None:
    assert reason in run(tmp_path, "bench", *words).reason


@pytest.mark.long
def test_names_are_searched_beside_peers(tmp_path: Path) -> None:
    ended = run(tmp_path, "bench-names", "--names", 300, "--json")
    data = json.loads(ended.out)

    assert ended.code == 0, ended.err
    assert data["hit_at_10"] > 0.95
    assert data["ratios"].keys() == {f"sursur/{name}" for name in data["peers"]}


@pytest.mark.long
def test_the_table_of_names_is_in_the_language_asked_for(tmp_path: Path) -> None:
    assert "la bonne parmi" in run(tmp_path, "bench-names", "--names", 100, "--language", "fr").out
