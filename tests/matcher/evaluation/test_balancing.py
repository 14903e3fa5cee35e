"""`sursur evaluate --exposure-margin`: what balancing does to a collection, computed by hand."""

from math import log2
from pathlib import Path

import pytest

from matcher.evaluation import judge_balanced, read_collection
from tests.matcher.evaluation.builders import AGUA, Terminal, write_collection

SECOND = 1 / log2(3)
TWINS = [{"id": key, "text": AGUA, "language": "es", "organization": key} for key in ("a", "b")]
TWICE = [{"id": key, "text": AGUA, "language": "es"} for key in ("q-1", "q-2")]


def test_twins_take_turns_and_both_figures_are_those_computed_by_hand(tmp_path: Path, terminal: Terminal) -> None:
    folder = write_collection(tmp_path, offers=TWINS, requests=TWICE, qrels="q-1 0 a 1\nq-2 0 a 1\n")

    found = terminal.data(folder, "--exposure-margin", "0")["balanced"]

    assert (found["margin"], found["moved"]) == (0, 2)
    assert found["by_score"]["gini"] == pytest.approx((1 - SECOND) / (1 + SECOND) / 2, abs=1e-6)
    assert found["balanced"]["gini"] == 0
    assert found["by_score"]["ndcg@10"] == 1
    assert found["balanced"]["ndcg@10"] == pytest.approx((1 + SECOND) / 2, abs=1e-6)


@pytest.mark.parametrize(("margin", "moved"), [(0.01, 0), (0.03, 2)])
def test_offers_trade_places_only_within_the_margin(margin: float, moved: int, tmp_path: Path) -> None:
    qrels = "q-1 0 a 1\nq-2 0 a 1\n"
    collection = read_collection(write_collection(tmp_path, offers=TWINS, requests=TWICE, qrels=qrels))
    scores = {key: {"a": 0.5, "b": 0.48} for key in ("q-1", "q-2")}

    assert judge_balanced(collection, scores, margin=margin).moved == moved


def test_people_get_a_table_and_others_are_not_bothered(tmp_path: Path, terminal: Terminal) -> None:
    folder = write_collection(tmp_path)

    shown, plain = terminal.run(folder, "--exposure-margin", "0.01")[1], terminal.run(folder)[1]

    assert "gini" in shown
    assert "of the first ten places changed hands" in shown
    assert "gini" not in plain
    assert "balanced" not in terminal.data(folder)


def test_a_margin_below_zero_is_refused(tmp_path: Path, terminal: Terminal) -> None:
    code, out, err = terminal.run(write_collection(tmp_path), "--exposure-margin", "-0.1")

    assert (code, out, err.count("\n")) == (2, "", 1)
