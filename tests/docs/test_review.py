"""What the page says of reasons, states and numbers is what the code does."""

import re

from matcher.review.caps import PER_PROVIDER_OPEN, PER_REQUEST_OPEN
from matcher.review.reminding import DAYS, REVIEW_DAYS
from models.decision import ABOUT_FIT, PAUSE_DAYS, REASONS, Reason, Side
from models.match import MatchState
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "review.md").read_text()
SIDES = (Side.FOCAL_POINT, Side.REQUESTER, Side.PROVIDER)


def _row(reason: Reason) -> list[str]:
    marks = [*(reason in REASONS[side] for side in SIDES), reason in ABOUT_FIT]
    said = ["yes" if mark else "" for mark in marks]
    return [*said[:3], str(PAUSE_DAYS[reason]), said[3]]


def test_the_table_of_reasons_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z-]+)`[^|]*\|(.*)\|$", PAGE, re.MULTILINE)
    told = {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows if name in set(Reason)}

    assert told == {reason.value: _row(reason) for reason in Reason}


def test_every_state_is_explained() -> None:
    assert [state for state in MatchState if f"| `{state}` |" not in PAGE] == []


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"At most **{PER_REQUEST_OPEN}** introductions" in PAGE
    assert f"at most **{PER_PROVIDER_OPEN}** of a provider" in PAGE
    assert (DAYS, REVIEW_DAYS) == ((7, 14, 30), (14,))
