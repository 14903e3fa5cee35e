import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from matcher.analytics.network_views.concentration import herfindahl
from matcher.analytics.telling import telling_of
from scoring.exposure import gini
from tests.matcher.analytics.asking import answered, told
from tests.matcher.analytics.exchanged import exchanged


@pytest.fixture
def unequal(session: Session) -> Session:
    """Brazil taught three times about health, Cuba once; Mexico taught once about energy and health."""
    for number, learner in enumerate(("MEX", "COL", "HTI")):
        exchanged(session, f"e{number}", f"P:BRA R:{learner}", sectors=["health"])
    exchanged(session, "cuba", "P:CUB R:HTI", sectors=["health"])
    exchanged(session, "mexico", "P:MEX R:COL", sectors=["energy", "health"])
    return session


def test_each_sector_has_its_providers_and_recipients_and_all_stand_first(unequal: Session) -> None:
    table = answered(unequal, "concentration")
    heads = [row[:4] for row in table.rows]
    assert heads == [
        (None, "Providers", 5, 3),
        (None, "Recipients", 5, 3),
        ("health", "Providers", 5, 3),
        ("health", "Recipients", 5, 3),
        ("energy", "Providers", 1, 1),
        ("energy", "Recipients", 1, 1),
    ]
    _, _, _, _, equals, index, unevenness, largest = table.rows[0]
    assert (index, equals, largest) == pytest.approx((11 / 25, 25 / 11, 3 / 5))
    assert unevenness == pytest.approx(4 / 15)  # |differences| of 3, 1, 1: 8; over 2 n sum: 30
    assert table.rows[4][4:] == (1, 1, 0, 1)


def test_the_row_of_all_sectors_says_so_and_small_sectors_are_told(unequal: Session) -> None:
    table = answered(unequal, "concentration")
    told_rows = telling_of(unequal, table, "en").records(table)
    assert told_rows[0]["sector"] == "All sectors"
    assert "In 2 sectors there are fewer than 30 exchanges" in told(table)


def test_several_providers_of_an_exchange_have_a_part_each(session: Session) -> None:
    exchanged(session, "e1", "P:BRA 2:ARG R:MEX R:COL", sectors=["health"])
    table = answered(session, "concentration")
    assert table.rows[0][2:6] == (1, 2, 2, 0.5)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_gini_is_the_mean_difference_and_herfindahl_lies_between_equal_and_one(counts: list[int]) -> None:
    values = np.array(counts)
    differences = np.abs(values[:, np.newaxis] - values).mean()
    assert gini(values) == pytest.approx(differences / (2 * values.mean()))
    assert 1 / len(values) <= herfindahl(values) + 1e-12 <= 1 + 1e-9
