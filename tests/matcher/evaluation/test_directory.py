"""What `sursur evaluate` makes of directories that lack things or are broken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.evaluation import BASELINES
from tests.matcher.evaluation.builders import AGUA, OFFERS, REQUESTS, Terminal, write_collection


def overwrite(name: str, content: bytes) -> Callable[[Path], object]:
    """A way to break a file."""
    return lambda folder: (folder / name).write_bytes(content)


def remove(name: str) -> Callable[[Path], object]:
    """A way to lose a file."""
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (remove("offers.jsonl"), ["offers.jsonl"]),
        (remove("requests.jsonl"), ["requests.jsonl"]),
        (remove("qrels.txt"), ["qrels.txt"]),
        (overwrite("qrels.txt", b"q-agua 0 agua-1 1\nq-agua agua-2\n"), ["qrels.txt", "2"]),
        (overwrite("qrels.txt", b"q-agua 0 agua-1 high\n"), ["qrels.txt", "1"]),
        (overwrite("qrels.txt", "q-agua 0 agua-1 ²\n".encode()), ["qrels.txt", "1"]),
        (overwrite("qrels.txt", b"q-agua 0 agua-1 --1\n"), ["qrels.txt", "1"]),
        (overwrite("qrels.txt", b"\xff\xfe 0 agua-1 1\n"), ["qrels.txt"]),
        (overwrite("qrels.txt", b""), ["qrels.txt"]),
        (overwrite("qrels.txt", b"nobody 0 agua-1 1\n"), ["qrels.txt"]),
        (overwrite("offers.jsonl", b'{"id": "a"}\n{"id": "b"}\n{"id": "a"}\n'), ["offers.jsonl", "3", "'a'"]),
        (overwrite("requests.jsonl", b'{"id": "q-agua"}\nnot json\n'), ["requests.jsonl", "2", "JSON"]),
        (overwrite("offers.jsonl", b'["a"]\n'), ["offers.jsonl", "1"]),
        (overwrite("offers.jsonl", b'{"text": "agua"}\n'), ["offers.jsonl", "1", "id"]),
        (overwrite("offers.jsonl", b'{"id": "a", "text": "\xe9"}\n'), ["offers.jsonl", "1", "UTF-8"]),
        (overwrite("offers.jsonl", b'{"id": "a", "text": {"es": "agua"}}\n'), ["offers.jsonl", "1", "text"]),
        (overwrite("exchanges.jsonl", b'{"id": "e", "start_year": "long ago"}\n'), ["exchanges", "start_year"]),
        (overwrite("exchanges.jsonl", b'{"id": "e", "outcome": 95}\n'), ["exchanges", "1", "outcome"]),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, list) else "",
)
def test_a_broken_directory_ends_in_one_clear_line(
    break_it: Callable[[Path], object], told: list[str], tmp_path: Path, terminal: Terminal
) -> None:
    break_it(write_collection(tmp_path))
    code, out, err = terminal.run(tmp_path, "--json")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert [word for word in told if word not in err] == []


def test_no_directory_and_no_such_baseline_end_in_one_line(tmp_path: Path, terminal: Terminal) -> None:
    for code, out, err in (
        terminal.run(tmp_path / "nowhere"),
        terminal.run(write_collection(tmp_path), "--baseline", "magic"),
        terminal.run(tmp_path, "--as-of", "yesterday"),
    ):
        assert (code, out, err.count("\n")) == (2, "", 1)


def test_nothing_is_written_where_the_input_is_bad(tmp_path: Path, terminal: Terminal) -> None:
    write_collection(tmp_path, qrels="broken\n")
    terminal.run(tmp_path, "--run", str(tmp_path / "out.run"))
    assert not (tmp_path / "out.run").exists()


def test_tags_of_no_taxonomy_only_warn(tmp_path: Path, terminal: Terminal) -> None:
    offers = [{**OFFERS[0], "sectors": ["alchemy", "health"], "modalities": ["telepathy"]}, *OFFERS[1:]]
    code, out, err = terminal.run(write_collection(tmp_path, offers=offers), "--json")
    assert code == 0
    assert out.startswith("{")
    assert "alchemy" in err
    assert "telepathy" in err


def test_fields_that_the_contract_does_not_know_are_left_aside(tmp_path: Path, terminal: Terminal) -> None:
    offers = [{**one, "color": "blue", "score": None} for one in OFFERS]
    assert terminal.data(write_collection(tmp_path, offers=offers))["queries"] == 2


def test_missing_and_null_fields_are_unknown_and_never_an_error(tmp_path: Path, terminal: Terminal) -> None:
    bare = {"text": None, "title": None, "sectors": None, "country": None, "working_languages": []}
    folder = write_collection(
        tmp_path,
        offers=[{"id": "bare", **bare}, {"id": "empty", "text": ""}, *OFFERS],
        requests=[*REQUESTS, {"id": "q-bare", **bare}],
        exchanges=[{"id": "e"}, {"id": "f", "provider_country": "BRA", "outcome": None}],
        qrels="q-agua 0 agua-1 1\nq-bare 0 bare 1\n",
    )
    options = [word for name in BASELINES for word in ("--baseline", name)]
    assert terminal.data(folder, *options)["metrics"]["recall@100"] == 1


@pytest.mark.parametrize("baseline", BASELINES)
def test_offers_with_only_a_country_are_ranked_by_the_history(
    baseline: str, tmp_path: Path, terminal: Terminal
) -> None:
    folder = write_collection(
        tmp_path,
        offers=[{"id": "a", "country": "JPN"}, {"id": "b", "country": "BRA"}],
        requests=[{"id": "q", "text": AGUA, "country": "BOL"}],
        exchanges=[{"id": "e", "requester_country": "PER", "provider_country": "BRA", "text": AGUA}],
        qrels="q 0 b 1\n",
    )
    assert terminal.data(folder, "--baseline", baseline)["metrics"]["recall@1"] == 1


def test_a_directory_without_offers_is_told_or_scores_zero(tmp_path: Path, terminal: Terminal) -> None:
    folder = write_collection(tmp_path, offers=[])
    code, _, err = terminal.run(folder, "--json", "--baseline", "bm25")
    assert code == 0 or (code == 2 and "offers.jsonl" in err)


def test_an_offer_of_ones_own_country_is_never_ranked(tmp_path: Path, terminal: Terminal) -> None:
    offers = [{"id": "home", "text": AGUA, "country": "BOL"}, {"id": "abroad", "text": AGUA, "country": "PER"}]
    requests = [{"id": "q", "text": AGUA, "country": "BOL"}]
    out = tmp_path / "run"
    folder = write_collection(tmp_path, offers=offers, requests=requests, qrels="q 0 abroad 1\n")
    found = terminal.data(folder, "--run", str(out), "--baseline", "bm25", "--k", "1")
    assert [line.split()[2] for line in out.read_text().splitlines()] == ["abroad"]
    assert found["baselines"]["bm25"]["recall@1"] == 1
