"""Slips between words are counted as by rapidfuzz."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from scoring.names.spelling_kernel import slips

words = st.text(alphabet="abcd", min_size=1, max_size=9)


@settings(deadline=None)
@given(words, words)
def test_slips_are_those_of_optimal_string_alignment(one: str, other: str) -> None:
    first, second = (np.frombuffer(word.encode(), np.uint8) for word in (one, other))

    assert slips(first, second) == OSA.distance(one, other)
