"""Sizes count every part once."""

import numpy as np
import pytest

from matcher.benchmark.sizes import mebibytes

ARRAY = np.zeros(2**20, dtype=np.uint8)


def test_an_array_weighs_what_it_holds() -> None:
    assert mebibytes(ARRAY) == pytest.approx(1, abs=0.001)


def test_a_part_in_two_places_weighs_once() -> None:
    assert mebibytes({"one": ARRAY, "other": [ARRAY, ARRAY]}) == pytest.approx(1, abs=0.001)


def test_a_view_weighs_as_what_it_looks_at() -> None:
    assert mebibytes(ARRAY[:10]) == pytest.approx(1, abs=0.001)


def test_what_is_left_out_weighs_nothing() -> None:
    assert mebibytes([ARRAY, "a"], but=[ARRAY]) < 0.001


def test_code_weighs_nothing() -> None:
    assert mebibytes([np, mebibytes, dict]) < 0.001
