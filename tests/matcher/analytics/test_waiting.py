"""Waiting times and decline reasons."""

from collections import Counter
from datetime import timedelta

from sqlmodel import Session

from matcher.analytics.demand_views.spans import Taken
from models.exchange import Exchange
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.analytics.demanded import answer, matched, request, said


def steps(session: Session, **wanted: int) -> dict[object, tuple[object, ...]]:
    return {row[0]: tuple(row[1:]) for row in answer(session, "waiting", **wanted).rows}


def test_nothing_has_happened_yet(session: Session) -> None:
    assert set(steps(session).values()) == {(0, None, None, 0, None)}


def test_posts_wait_to_be_published(session: Session) -> None:
    matched(session)
    ago = {days: NOW - timedelta(days=days) for days in (3, 5, 9)}
    put(
        session,
        request("early", "MEX", [], ["es"], submitted_at=ago[9], published_at=ago[5]),
        request("waits", "MEX", [], ["es"], submitted_at=ago[3], published_at=None, state="submitted"),
        builders.offer("late", organization="bra", submitted_at=ago[9], published_at=NOW),
    )

    assert steps(session)["published"] == (2, 4, 9, 1, 3)


def test_matches_wait_for_review_for_the_choice_and_for_both_answers(session: Session) -> None:
    found = matched(session)
    said(session, found["one"], "declined", days=2, reason="not-the-need")
    found["two"].endorsed_at = NOW - timedelta(days=20)
    accepted = found["four"]
    accepted.endorsed_at = NOW - timedelta(days=28)
    accepted.introduced_at = NOW - timedelta(days=27, hours=1)
    accepted.requester_accepted_at, accepted.provider_accepted_at = NOW - timedelta(days=20), NOW - timedelta(days=22)
    session.flush()

    rows = steps(session)

    assert rows["endorsed"] == (2, 2, 10, 0, None)
    assert rows["declined"] == (1, 2, 2, 0, None)
    assert rows["introduced"] == (1, 0, 0, 1, 20)
    assert rows["accepted"] == (1, 7, 7, 0, None)


def test_exchanges_wait_for_their_terms_their_beginning_and_their_end(session: Session) -> None:
    day = NOW.date()
    put(session, _exchange("done", "completed", 100), _exchange("runs", "running", 50))
    done = session.get_one(Exchange, "done")
    done.ended_on = day - timedelta(days=10)
    put(session, builders.exchange("new", state="accepted", opened_at=NOW - timedelta(days=4)))

    rows = steps(session)

    assert rows["agreed"] == (2, 5, 5, 1, 4)
    assert rows["running"] == (2, 1, 1, 0, None)
    assert rows["completed"] == (1, 83, 83, 1, 43)


def test_years_are_those_in_which_the_wait_began(session: Session) -> None:
    put(session, _exchange("done", "running", 400))

    assert steps(session, since=2026)["agreed"][0] == 0
    assert steps(session, until=2025)["agreed"][0] == 1
    assert steps(session, since=2025, until=2025)["completed"] == (0, None, None, 1, 393)


def test_half_and_nine_in_ten_are_days_within_which_so_many_made_it() -> None:
    days = Taken(Counter([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]))

    assert (days.within(0.5), days.within(0.9), Taken(Counter()).within(0.5)) == (5, 9, None)


def test_reasons_are_counted_by_side_and_first_sector(session: Session) -> None:
    found = matched(session)
    said(session, found["one"], "declined", days=1, reason="no-capacity", role="provider")
    said(session, found["two"], "declined", days=1, reason="not-the-need")
    said(session, found["two"], "declined", days=2, reason="timing", undone_at=NOW)
    said(session, found["four"], "endorsed", days=3)

    table = answer(session, "decline-reasons")

    assert table.rows == [
        ("no-capacity", "provider", "water-sanitation", 1),
        ("not-the-need", "focal-point", "water-sanitation", 1),
    ]
    assert answer(session, "decline-reasons", sector="energy").counted == 1
    assert answer(session, "decline-reasons", until=2025).rows == []


def _exchange(key: str, state: str, days: int) -> Exchange:
    """Opened so many days ago, agreed five days later; the work began the day after the day after that."""
    opened = NOW - timedelta(days=days)
    started = (opened + timedelta(days=7)).date()
    return builders.exchange(
        key, state=state, opened_at=opened, agreed_at=opened + timedelta(days=5), started_on=started
    )
