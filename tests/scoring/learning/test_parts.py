"""Parts that are held back in turn: request by request, both kinds in each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.learning import Examples, deal
from tests.scoring.learning.decided import another_table, decided_by
from tests.scoring.strategies import thorough


def _decisions(pairs: list[tuple[int, int]]) -> Examples:
    count = len(pairs)
    return Examples(
        values=np.zeros((count, 1)),
        endorsed=np.array([endorsed for _, endorsed in pairs], dtype=np.int64),
        requests=np.array([f"req-{request}" for request, _ in pairs]),
        weights=np.ones(count),
        outcome=np.zeros(count, dtype=bool),
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1)), min_size=4, max_size=30))
@thorough
def test_a_request_lies_in_one_part_and_every_part_has_both_kinds(pairs: list[tuple[int, int]]) -> None:
    examples = _decisions(pairs)
    requests = [{request for request, kind in pairs if kind == wanted} for wanted in (0, 1)]
    if min(map(len, requests)) < 2:
        with pytest.raises(ValueError, match="two requests"):
            deal(examples)
        return
    parts = deal(examples)

    assert len({(request, part) for (request, _), part in zip(pairs, parts, strict=True)}) == len(set.union(*requests))
    for part in set(parts.tolist()):
        assert set(examples.endorsed[parts == part].tolist()) == {0, 1}


def test_the_order_of_the_rows_does_not_matter() -> None:
    examples = decided_by(another_table(1), 60)
    mixed = examples.only(np.random.default_rng(3).permutation(60))
    part = dict(zip(examples.requests.tolist(), deal(examples).tolist(), strict=True))

    assert part == dict(zip(mixed.requests.tolist(), deal(mixed).tolist(), strict=True))
