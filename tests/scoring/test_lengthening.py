"""Arrays that become longer stay what they were for whoever holds them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.lengthening import Column


@given(st.lists(st.tuples(st.integers(0, 20), st.lists(st.integers(0, 99), max_size=3)), max_size=12))
def test_every_column_holds_its_own_values_whichever_of_them_are_followed(steps: list[tuple[int, list[int]]]) -> None:
    columns, expected = [Column(np.array([1, 2, 3]))], [[1, 2, 3]]
    for number, added in steps:
        before = number % len(columns)
        columns.append(columns[before].and_then(np.array(added, dtype=np.int64)))
        expected.append([*expected[before], *added])
    assert [column.values.tolist() for column in columns] == expected
