"""A small invented corpus."""

import pytest

from matcher.benchmark.corpus import Corpus, draw_corpus


@pytest.fixture(scope="package")
def corpus() -> Corpus:
    """500 offers and 20 requests."""
    return draw_corpus(500, 20, seed=7)
