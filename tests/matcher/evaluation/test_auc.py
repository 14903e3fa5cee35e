"""Areas under the ROC curve, by hand and against scikit-learn."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from matcher.evaluation.auc import Area, areas
from matcher.evaluation.statistics import draws
from scoring.arrays import Flags, Floats

NO = np.nan


def pairs(scores: Floats, relevant: Flags) -> tuple[list[float], list[float]]:
    """The scores of the relevant candidates, and of the other ones."""
    candidates = ~np.isnan(scores)
    return scores[candidates & relevant].tolist(), scores[candidates & ~relevant].tolist()


def naive(good: list[float], bad: list[float]) -> float:
    """The share of pairs won, counted one by one."""
    return sum((one > other) + (one == other) / 2 for one, other in product(good, bad)) / (len(good) * len(bad))


@st.composite
def judged(draw: st.DrawFn) -> tuple[Floats, Flags]:
    """Coarse scores, so that many are equal, with at least one relevant offer and one other a request."""
    size = draw(st.integers(1, 5))
    row = st.lists(st.integers(0, 4), min_size=6, max_size=6)
    scores = np.array([draw(row) for _ in range(size)], dtype=float)
    relevant = np.array([draw(st.lists(st.booleans(), min_size=6, max_size=6)) for _ in range(size)])
    scores[:, 2:][np.array([draw(st.lists(st.booleans(), min_size=4, max_size=4)) for _ in range(size)])] = NO
    relevant[:, 0], relevant[:, 1] = True, False
    return scores, relevant


def test_within_looks_at_each_request_and_over_all_at_one_pool() -> None:
    scores = np.array([[0.9, 0.5, 0.35], [0.2, 0.3, 0.4]])
    relevant = np.array([[True, False, False], [False, True, False]])
    found = areas(scores, relevant)
    assert found.auc_within.value == (1 + 1 / 2) / 2
    assert found.auc_over_all.value == (4 + 1) / 8


def test_equal_scores_count_half() -> None:
    found = areas(np.array([[0.4, 0.4, 0.1]]), np.array([[True, False, False]]))
    assert found.auc_within.value == found.auc_over_all.value == 0.75


def test_what_is_no_candidate_makes_no_pair() -> None:
    scores, relevant = np.array([[0.4, NO, 0.1, NO]]), np.array([[True, False, False, True]])
    assert areas(scores, relevant).auc_over_all.value == 1


def test_a_request_that_cannot_be_judged_only_adds_to_the_pool() -> None:
    scores = np.array([[0.4, 0.3], [NO, 0.5]])
    relevant = np.array([[True, False], [True, False]])
    found = areas(scores, relevant)
    assert found.auc_within == Area(1, (1, 1))
    assert found.auc_over_all.value == 0.5


@pytest.mark.parametrize("relevant", [True, False], ids=["all relevant", "none relevant"])
def test_without_pairs_there_is_no_area(*, relevant: bool) -> None:
    found = areas(np.array([[0.1, 0.2]]), np.array([[relevant, relevant]]))
    assert found.as_data() == {
        "auc_within": None,
        "auc_over_all": None,
        "ci95": {"auc_within": None, "auc_over_all": None},
    }


@given(judged())
def test_the_areas_are_those_of_scikit_learn(collection: tuple[Floats, Flags]) -> None:
    scores, relevant = collection
    found, candidates = areas(scores, relevant), ~np.isnan(scores)
    each = [
        roc_auc_score(right[known], row[known]) for row, right, known in zip(scores, relevant, candidates, strict=True)
    ]
    assert found.auc_within.value == pytest.approx(np.mean(each), abs=1e-6)
    assert found.auc_over_all.value == pytest.approx(roc_auc_score(relevant[candidates], scores[candidates]), abs=1e-6)


def test_the_interval_is_that_of_counting_each_resample_anew() -> None:
    generator = np.random.default_rng(1)
    scores = np.round(generator.random((4, 6)), 1)
    relevant = np.tile([True, False, False, True, False, False], (4, 1))
    resampled = [
        naive(*pairs(np.repeat(scores, counts, axis=0), np.repeat(relevant, counts, axis=0)))
        for counts in draws(4).astype(int)
    ]
    assert areas(scores, relevant).auc_over_all.ci95 == pytest.approx(np.percentile(resampled, [2.5, 97.5]), abs=1e-6)
