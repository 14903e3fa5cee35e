"""Lists show what the policy lets see, by queue and filter, part by part."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from matcher.errors import BadInputError, UnauthenticatedError
from matcher.policy import PUBLIC, may
from matcher.policy.matches import MatchAction
from matcher.review.assigning import assign
from matcher.review.introducing import introduce
from matcher.review.listing import list_matches
from matcher.review.rows import listed
from matcher.review.wanted import Queue, Sort, Wanted
from models.match import Match, MatchState
from models.pairing import Pairing, select_pairings
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.matcher.review.people import (
    AGENCY,
    ANALYST,
    CARIBBEAN,
    EVERYBODY,
    FOCAL,
    PROVIDER,
    STRANGER,
    WINDOW,
    endorsed,
    further,
    introduced,
    picked,
    who,
)


def _keys(session: Session, email: str, **wanted: Any) -> list[int | None]:
    found, following = list_matches(session, who(session, email), Wanted(**wanted), now=NOW)
    assert following is None
    return [one.match.id for one in found]


@pytest.mark.parametrize("email", EVERYBODY)
def test_the_list_is_what_the_policy_lets_see(session: Session, match: Match, email: str) -> None:
    introduced(session, match)
    endorsed(session, further(session, 1))
    put(
        session,
        builders.request("req-cuba", organization="mes-cub", country="CUB"),
        builders.request("req-nowhere", organization="segib", country=None),
        builders.offer("off-cuba", organization="mes-cub", country="CUB"),
    )
    pairs = [("req-cuba", "off-agua"), ("req-nowhere", "off-agua"), ("req-agua", "off-cuba")]
    for pair in pairs:
        suggest(session, *pair)
    cuban = suggest(session, "req-nowhere", "off-cuba")
    cuban.introduced_at = NOW
    session.flush()

    actor = who(session, email)
    everything = [Pairing(*row) for row in session.exec(select_pairings().order_by(Match.id))]
    assert len(everything) == 6
    seen = [one.match.id for one in everything if may(actor, MatchAction.SEE, one)]
    assert _keys(session, email) == seen


def test_the_public_sees_no_list(session: Session, match: Match) -> None:
    with pytest.raises(UnauthenticatedError):
        list_matches(session, PUBLIC, Wanted(), now=NOW)


def test_each_queue_holds_what_waits_for_the_reader(session: Session, match: Match) -> None:
    chosen, waiting, by_focal_point = further(session, 1), further(session, 2), further(session, 3)
    introduced(session, chosen)
    endorsed(session, waiting)
    endorsed(session, by_focal_point)
    introduce(session, who(session, FOCAL), picked(by_focal_point), now=NOW)

    queues = {
        email: [_keys(session, email, queue=queue) for queue in (Queue.REVIEW, Queue.CHOICE, Queue.ANSWER)]
        for email in (FOCAL, AGENCY, PROVIDER, WINDOW, ANALYST, CARIBBEAN, STRANGER)
    }
    both = [chosen.id, by_focal_point.id]
    assert queues == {
        FOCAL: [[match.id], [], []],
        AGENCY: [[], [waiting.id], [by_focal_point.id]],
        PROVIDER: [[], [], both],
        WINDOW: [[], [], both],
        ANALYST: [[], [], []],
        CARIBBEAN: [[], [], []],
        STRANGER: [[], [], []],
    }


def test_what_is_over_is_in_no_queue(session: Session, match: Match) -> None:
    endorsed(session, further(session, 1))
    session.get_one(Request, match.request).expires_on = NOW.date() - timedelta(days=1)

    assert (_keys(session, FOCAL, queue=Queue.REVIEW), _keys(session, AGENCY, queue=Queue.CHOICE)) == ([], [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"state": MatchState.ENDORSED}, [1]),
        ({"request": "req-agua"}, [0, 1]),
        ({"offer": "off-1"}, [1]),
        ({"country": "BRA"}, [0, 1]),
        ({"country": "CUB"}, []),
        ({"sector": "water-sanitation"}, [0, 1]),
        ({"sector": "water"}, []),
        ({"min_age_days": 0}, [0, 1]),
        ({"min_age_days": 1}, []),
        ({"assigned_to": "me"}, [0]),
        ({"assigned_to": FOCAL}, [0]),
        ({"assigned_to": "nobody"}, [1]),
    ],
)
def test_filters_narrow_the_list(session: Session, match: Match, wanted: dict[str, Any], found: list[int]) -> None:
    rows = [match, endorsed(session, further(session, 1))]
    assign(session, who(session, FOCAL), picked(match), FOCAL, now=NOW)

    assert _keys(session, FOCAL, **wanted) == [rows[place].id for place in found]


def test_who_is_in_charge_is_told_only_to_those_who_review(session: Session, match: Match) -> None:
    assign(session, who(session, FOCAL), picked(match), FOCAL, now=NOW)
    one = session.exec(select_pairings()).one()

    def name(email: str) -> str | None:
        return listed(session, who(session, email), [Pairing(*one)], language="en")[0].assigned_to

    assert (name(FOCAL), name(AGENCY), name(ANALYST)) == ("Office", None, None)
    assert _keys(session, AGENCY, assigned_to=FOCAL) == []


@pytest.mark.parametrize("sort", Sort)
def test_parts_follow_each_other_without_gap_or_repetition(session: Session, match: Match, sort: Sort) -> None:
    for number in range(6):
        row = further(session, number)
        row.score, row.proposed_at = 0.1 + 0.1 * (number % 3), NOW - timedelta(days=number // 2)
    session.flush()
    actor, seen, after = who(session, FOCAL), list[int | None](), None
    while True:
        part, after = list_matches(session, actor, Wanted(sort=sort), now=NOW, after=after, limit=2)
        seen += [one.match.id for one in part]
        if after is None:
            break

    rows = session.exec(select(Match)).all()
    orders: dict[Sort, Any] = {
        Sort.OLDEST: lambda one: (one.proposed_at, one.id),
        Sort.NEWEST: lambda one: (one.proposed_at, one.id),
        Sort.BEST: lambda one: (one.score, one.id),
    }
    expected = sorted(rows, key=orders[sort], reverse=sort != Sort.OLDEST)
    assert seen == [one.id for one in expected]


@pytest.mark.parametrize("cursor", ["x", "~", "2026-11-23~1", "0.5~", "2026-11-23T07:00:00+00:00~x"])
def test_a_cursor_that_is_none_is_refused(session: Session, match: Match, cursor: str) -> None:
    with pytest.raises(BadInputError, match="is no cursor"):
        list_matches(session, who(session, FOCAL), Wanted(), now=NOW, after=cursor)


def test_a_list_costs_the_same_queries_however_long_it_is(session: Session, match: Match) -> None:
    def statements() -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", counted)
        found, _ = list_matches(session, actor, Wanted(), now=NOW)
        listed(session, actor, found, language="es")
        event.remove(bind, "before_cursor_execute", counted)
        return count

    actor = who(session, FOCAL)
    few = statements()
    for number in range(10):
        put(session, builders.organization(f"org-{number}", "BRA"))
        assign(session, actor, picked(further(session, number, organization=f"org-{number}")), FOCAL, now=NOW)
    session.expire_all()
    assert statements() <= few + 1
