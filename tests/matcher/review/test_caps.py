"""Requesters choose and providers are not flooded: only so many introductions wait at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from matcher.errors import ConflictError, SursurError
from matcher.review.introducing import choose, introduce
from matcher.review.opening import Picked
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline
from models.database import reading, writing
from models.decision import Reason
from models.match import Match, MatchState
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.matcher.review.people import AGENCY, FOCAL, endorsed, further, people, picked, who


def _of_other_providers(session: Session, count: int) -> list[Match]:
    """Endorsed matches of one request, each with a provider of its own."""
    put(session, *(builders.organization(f"org-{number}", "BRA") for number in range(count)))
    return [endorsed(session, further(session, number, organization=f"org-{number}")) for number in range(count)]


def test_a_request_waits_for_three_answers_at_most(session: Session, match: Match) -> None:
    others, agency = _of_other_providers(session, 3), who(session, AGENCY)
    endorsed(session, match)
    choose(session, agency, match.request, [picked(one) for one in others], now=NOW)

    with pytest.raises(ConflictError, match="request 'req-agua' has 3 introductions that wait"):
        choose(session, agency, match.request, [picked(match)], now=NOW)

    decline(session, agency, picked(others[0]), Decline(reason=Reason.CHOSE_ANOTHER), now=NOW)
    choose(session, agency, match.request, [picked(match)], now=NOW)
    assert match.state == MatchState.INTRODUCED


def test_a_provider_has_five_open_introductions_at_most(session: Session, match: Match) -> None:
    put(session, *(builders.request(f"req-{number}") for number in range(6)))
    rows = [endorsed(session, suggest(session, f"req-{number}", match.offer)) for number in range(6)]
    for row in rows[:5]:
        introduce(session, who(session, FOCAL), picked(row), now=NOW)

    with pytest.raises(ConflictError, match="provider 'sabesp-bra' has 5 introductions that wait"):
        introduce(session, who(session, FOCAL), picked(rows[5]), now=NOW)


def test_those_who_choose_at_the_same_moment_do_not_pass_a_cap_together(engine: Engine) -> None:
    with writing(engine) as session:
        people(session)
        picks = [picked(one) for one in _of_other_providers(session, 6)]

    def one_choice(pick: Picked) -> bool:
        try:
            with writing(engine) as session:
                choose(session, who(session, AGENCY), "req-agua", [pick], now=NOW)
        except SursurError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one_choice, picks)) == 3
    with reading(engine) as session:
        open_ones = select(func.count(col(Match.id))).where(Match.state == MatchState.INTRODUCED)
        assert session.exec(open_ones).one() == 3
