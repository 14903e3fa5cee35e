"""What stands still, and for whom it waits."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from models.account import Account
from models.database import writing
from models.match import MatchState
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.digests.said import AGENCY, FOCAL, PROVIDER, said, section, waiting

OTHER = "other@example.org"


@pytest.mark.parametrize(("days", "step"), [(6, None), (7, 7), (13, 7), (14, 14), (29, 14), (30, 30), (59, 30)])
def test_who_has_accepted_reads_how_long_the_other_side_has_been_silent(
    small: Engine, days: int, step: int | None
) -> None:
    with writing(small) as session:
        waiting(session, MatchState.INTRODUCED, days=days).requester_accepted_at = NOW

    found = section(small, AGENCY, "stalled")

    assert [(one["waits_for"], one["step"], one["days"]) for one in found] == (
        [("provider", step, days)] if step else []
    )
    assert "stalled" not in said(small, PROVIDER)


@pytest.mark.parametrize(
    ("requester", "provider", "waits_for"),
    [(None, None, "both"), (NOW, None, "provider"), (None, NOW, "requester")],
)
def test_a_focal_point_reads_who_has_not_answered(
    small: Engine, requester: datetime | None, provider: datetime | None, waits_for: str
) -> None:
    with writing(small) as session:
        match = waiting(session, MatchState.INTRODUCED, days=8)
        match.requester_accepted_at, match.provider_accepted_at = requester, provider

    assert [one["waits_for"] for one in section(small, FOCAL, "stalled")] == [waits_for]


def test_an_endorsement_that_nobody_took_up_waits_for_the_requester(small: Engine) -> None:
    with writing(small) as session:
        waiting(session, MatchState.ENDORSED, days=15)

    assert [(one["waits_for"], one["step"]) for one in section(small, FOCAL, "stalled")] == [("requester", 14)]


@pytest.mark.parametrize(
    ("covers", "assigned", "reads"),
    [
        ([], None, True),
        (["caribbean"], None, False),
        ([], FOCAL, True),
        ([], OTHER, False),
        ([], AGENCY, True),
    ],
)
def test_a_focal_point_looks_after_what_is_not_in_the_hands_of_a_colleague(
    small: Engine, covers: list[str], assigned: str | None, reads: bool
) -> None:
    with writing(small) as session:
        put(session, builders.account(OTHER, "focal-point", organization="segib"))
        waiting(session, MatchState.ENDORSED, days=8).assigned_to = assigned
        session.get_one(Account, FOCAL).covers = covers

    assert ("stalled" in said(small, FOCAL)) == reads
