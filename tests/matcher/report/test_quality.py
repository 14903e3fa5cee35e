"""How the ranking is judged by what people decided."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.wanted import Wanted
from matcher.policy import TERMINAL
from matcher.report.quality import chosen, endorsed
from models.decision import Decision
from models.match import MatchState
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region, suggest
from tests.matcher.report.conftest import TODAY, figures


@pytest.fixture
def decided(session: Session) -> Session:
    """Four offers for one request: the first two endorsed, the third declined, the fourth endorsed and undone; the
    requester chose the second."""
    small_region(session)
    others = [builders.offer(f"off-{place}", organization="sabesp-bra", country="BRA") for place in (2, 3, 4)]
    put(session, *others)
    for place, offer in enumerate(("off-agua", "off-2", "off-3", "off-4"), start=1):
        match = suggest(session, offer=offer, at=NOW - timedelta(days=3))
        match.rank = place
        session.flush()
        verdict = "declined" if place == 3 else "endorsed"
        say(session, match.id, verdict, "focal-point", undone=place == 4)
        if place == 2:
            say(session, match.id, "accepted", "requester")
    return session


def say(session: Session, match: int | None, verdict: str, role: str, *, undone: bool = False, days: int = 0) -> None:
    """Somebody decides on a suggestion."""
    at = NOW - timedelta(days=days)
    put(
        session,
        Decision(match=match, verdict=verdict, role=role, decided_at=at, undone_at=at if undone else None),
    )


def asked(session: Session) -> Asked:
    """A question of the command line."""
    return Asked(session, TERMINAL, Wanted(), TODAY)


def test_shares_endorsed_have_wilson_intervals(decided: Session) -> None:
    table = endorsed(2026).answer(asked(decided))

    assert [row[:4] for row in table.rows] == [(1, 1, 1, 1.0), (2, 1, 1, 1.0), (3, 1, 0, 0.0)]
    assert table.rows[0][4:] == pytest.approx((0.206549, 1.0), abs=1e-6)
    assert table.counted == 3


def test_the_chosen_provider_is_judged_by_its_place(decided: Session) -> None:
    table = chosen(2026).answer(asked(decided))
    rows = figures(table.rows)

    assert rows["Mean reciprocal place"] == (0.5, 0.5, 0.5, 1)
    assert rows["Chosen from the first place"][0] == 0
    assert rows["Chosen from the first three"][0] == 1
    assert str(table.notes[-1]).startswith("In force now: expert-")


def test_what_was_said_before_a_pair_was_suggested_anew_does_not_count(decided: Session) -> None:
    match = suggest(decided, request="req-agua", offer=_one_more(decided), at=NOW, state=MatchState.PROPOSED)
    match.rank = 1
    say(decided, match.id, "declined", "focal-point", days=2)

    assert endorsed(2026).answer(asked(decided)).rows[0][:3] == (1, 1, 1)


def _one_more(session: Session) -> str:
    put(session, builders.offer("off-5", organization="sabesp-bra", country="BRA"))
    return "off-5"


def test_other_years_have_their_own_decisions(decided: Session) -> None:
    assert endorsed(2025).answer(asked(decided)).rows == []
    assert chosen(2025).answer(asked(decided)).rows == []
