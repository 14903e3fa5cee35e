"""`sursur evaluate --new-pairs-only`: countries that never worked together."""

from pathlib import Path

import pytest

from matcher.evaluation import BASELINES
from tests.matcher.evaluation.builders import AGUA, Terminal, write_collection

OFFERS = [
    {"id": "arg", "country": "ARG", "text": AGUA},
    {"id": "bra", "country": "BRA", "text": AGUA},
    {"id": "nobody", "text": AGUA},
    {"id": "per", "country": "PER", "text": AGUA},
]
REQUESTS = [
    {"id": "q-bol", "country": "BOL", "text": AGUA},
    {"id": "q-chl", "country": "CHL", "text": AGUA},
    {"id": "q-none", "text": AGUA},
]
EXCHANGES = [
    {"id": "e1", "requester_country": "BOL", "provider_country": "PER"},
    {"id": "e2", "requester_country": "CHL", "provider_country": "BRA"},
    {"id": "e3", "requester_country": "ARG", "provider_country": "BOL"},
    {"id": "e4", "requester_country": "BOL"},
]
QRELS = "q-bol 0 per 1\nq-bol 0 arg 1\nq-chl 0 bra 2\nq-chl 0 per 0\nq-none 0 per 1\n"
"""Peru taught Bolivia and Brazil taught Chile; Bolivia taught Argentina, which says nothing of the other direction."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The collection above."""
    return write_collection(tmp_path, offers=OFFERS, requests=REQUESTS, exchanges=EXCHANGES, qrels=QRELS)


def test_known_pairs_are_neither_ranked_nor_judged(folder: Path, terminal: Terminal) -> None:
    found = terminal.data(folder, "--new-pairs-only", "--run", str(folder / "run"))
    ranked = {tuple(line.split()[::2][:2]) for line in (folder / "run").read_text().splitlines()}
    assert ranked == {
        *(("q-bol", offer) for offer in ("arg", "bra", "nobody")),
        *(("q-none", offer) for offer in ("arg", "bra", "nobody", "per")),
    }
    assert found["queries"] == 2
    assert found["metrics"]["recall@100"] == 1


def test_what_was_left_out_is_told(folder: Path, terminal: Terminal) -> None:
    assert terminal.data(folder, "--new-pairs-only")["new_pairs"] == {"judgements": 2, "requests": 1}
    assert terminal.data(folder)["new_pairs"] is None
    _, out, _ = terminal.run(folder, "--new-pairs-only")
    assert "2 judgements removed, 1 requests dropped" in out


@pytest.mark.parametrize("baseline", BASELINES)
def test_baselines_rank_the_same_candidates(baseline: str, folder: Path, terminal: Terminal) -> None:
    found = terminal.data(folder, "--new-pairs-only", "--baseline", baseline)["baselines"][baseline]
    assert found["recall@5"] == 1


def test_popularity_finds_no_known_teacher_among_new_pairs(folder: Path, terminal: Terminal) -> None:
    """Brazil and Peru stand at 1 exchange, Argentina at none: for Bolivia it loses to Brazil and ties with nobody."""
    found = terminal.data(folder, "--new-pairs-only", "--baseline", "popularity")["auc"]["baselines"]["popularity"]
    bolivia, without_country = (0 + 0.5) / 2, (0.5 + 1 + 1) / 3
    assert found["auc_within"] == pytest.approx((bolivia + without_country) / 2, abs=1e-6)


def test_the_history_itself_stays_whole(tmp_path: Path, terminal: Terminal) -> None:
    """Peru taught Chile often: that speaks for Peru before Bolivia, which it never taught."""
    exchanges = [{"id": str(n), "requester_country": "CHL", "provider_country": "PER"} for n in range(3)]
    folder = write_collection(
        tmp_path,
        offers=[{"id": "arg", "country": "ARG"}, {"id": "per", "country": "PER"}],
        requests=[{"id": "q", "country": "BOL"}],
        exchanges=exchanges,
        qrels="q 0 per 1\n",
    )
    assert terminal.data(folder, "--new-pairs-only")["metrics"]["recall@1"] == 1


def test_a_collection_of_known_pairs_only_is_refused_in_one_line(tmp_path: Path, terminal: Terminal) -> None:
    folder = write_collection(
        tmp_path, offers=OFFERS, requests=REQUESTS, exchanges=EXCHANGES, qrels="q-chl 0 bra 1\nq-chl 0 per 0\n"
    )
    code, out, err = terminal.run(folder, "--new-pairs-only", "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "never taught" in err
