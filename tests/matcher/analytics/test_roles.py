"""Who teaches, who learns, who does both."""

import pytest
from sqlmodel import Session

from matcher.analytics.network_views.roles import role_of
from matcher.analytics.wanted import Level
from tests import builders
from tests.matched import put
from tests.matcher.analytics.answering import ANALYST, rows
from tests.matcher.analytics.exchanged import exchanged


def test_each_country_counts_what_it_taught_and_learned(session: Session) -> None:
    exchanged(session, "e1", "R:MEX P:BRA")
    exchanged(session, "e2", "R:MEX P:BRA 2:CHL")
    exchanged(session, "e3", "R:BRA P:MEX")
    exchanged(session, "e4", "R:HTI P:BRA")
    exchanged(session, "e5", "R:HTI P:BRA")

    assert rows(session, "roles") == [
        ("BRA", 4, 1, 0, 5, 0.8, "provider"),
        ("MEX", 1, 2, 0, 3, 1 / 3, "dual"),
        ("HTI", 0, 2, 0, 2, 0.0, "recipient"),
        ("CHL", 1, 0, 0, 1, 1.0, "provider"),
    ]


def test_a_region_whose_countries_teach_each_other_does_both_at_once(session: Session) -> None:
    exchanged(session, "e1", "R:MEX P:BRA")
    exchanged(session, "e2", "R:KEN P:BRA")

    assert rows(session, "roles", level=Level.REGION) == [
        ("americas", 2, 1, 1, 2, 2 / 3, "dual"),
        ("africa", 0, 1, 0, 1, 0.0, "recipient"),
    ]


@pytest.mark.parametrize(
    ("taught", "learned", "word"),
    [(3, 1, "dual"), (1, 3, "dual"), (4, 1, "provider"), (1, 4, "recipient"), (1, 0, "provider"), (2, 2, "dual")],
)
def test_dual_is_who_does_the_rarer_at_least_a_third_as_often(taught: int, learned: int, word: str) -> None:
    assert str(role_of(taught, learned)) == word


def test_institutions_are_told_to_analysts_where_the_public_does_not_see_them(session: Session) -> None:
    put(session, builders.organization("one-bra", "BRA"), builders.organization("two-mex", "MEX"))
    exchanged(session, "e1", "R:MEX:two-mex P:BRA:one-bra", shown_in_full=False)

    assert rows(session, "roles", level=Level.ORGANIZATION) == []
    assert [row[0] for row in rows(session, "roles", ANALYST, level=Level.ORGANIZATION)] == ["one-bra", "two-mex"]
