"""What waits for whoever reviews: standstills, needs without suggestions, posts before the silence rule, and the way
from one match of a queue to the next."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from matcher.errors import BadInputError, ForbiddenError, UnauthenticatedError
from matcher.policy import PUBLIC, Actor
from matcher.policy.posts import PostCase, reviews
from matcher.review import counting
from matcher.review.counting import count_matches
from matcher.review.listing import list_matches
from matcher.review.neighbours import neighbours
from matcher.review.precedents import precedents
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline
from matcher.review.silence import count_silent, list_silent, working_days_left
from matcher.review.stalling import Stall, count_stalled, list_stalled
from matcher.review.undoing import undo
from matcher.review.unmet import count_unmet, list_unmet, past_suggestions
from matcher.review.wanted import Queue, Sort, Wanted
from models.decision import Reason
from models.match import Match, MatchState
from models.pairing import Pairing, pairing
from tests import builders
from tests.conftest import NOW
from tests.matched import bring, put, suggest
from tests.matcher.review.people import CARIBBEAN, DAY, EVERYBODY, FOCAL, further, picked, who

TODAY = NOW.date()


def paged(part: Callable[[str | None], tuple[Any, str | None]]) -> list[Any]:
    """All rows of a list, read in parts of one."""
    found: list[Any] = []
    after: str | None = None
    while True:
        rows, after = part(after)
        found += rows
        if after is None:
            return found


def the(session: Session, match: Match) -> Pairing:
    assert match.id is not None
    found = pairing(session, match.id)
    assert found is not None
    return found


def waiting(session: Session, key: str, state: MatchState, days: int) -> Match:
    """A match that came to a state some days ago."""
    put(session, builders.request(key, organization="amexcid-mex"))
    match = suggest(session, key, at=NOW - timedelta(days=days))
    bring(match, state)
    match.endorsed_at = NOW - days * DAY
    match.introduced_at = match.endorsed_at if state == MatchState.INTRODUCED else None
    session.flush()
    return match


def test_standstills_come_the_longest_first_and_part_by_part(session: Session, match: Match) -> None:
    waiting(session, "fresh", MatchState.INTRODUCED, 6)
    waiting(session, "week", MatchState.INTRODUCED, 7)
    waiting(session, "month", MatchState.ENDORSED, 30)
    actor = who(session, FOCAL)

    found = paged(lambda after: list_stalled(session, actor, Stall(), now=NOW, after=after, limit=1))
    assert [one.request.id for one in found] == ["month", "week"]
    assert count_stalled(session, actor, Stall(days=30), now=NOW) == 1
    assert count_stalled(session, actor, Stall(state=MatchState.INTRODUCED), now=NOW) == 1
    assert count_stalled(session, who(session, CARIBBEAN), Stall(), now=NOW) == 0


def test_needs_without_suggestions_are_the_live_ones_that_nobody_serves(session: Session, match: Match) -> None:
    old = NOW - 90 * DAY
    put(
        session,
        builders.request("unmet-old", organization="amexcid-mex", published_at=old),
        builders.request("unmet-new", organization="amexcid-mex"),
        builders.request("over", organization="amexcid-mex", expires_on=TODAY - DAY),
        builders.request("draft", organization="amexcid-mex", state="draft"),
    )
    actor = who(session, FOCAL)

    found = paged(lambda after: list_unmet(session, actor, on=TODAY, after=after, limit=1))
    assert [one.id for one in found] == ["unmet-old", "unmet-new"]
    assert (count_unmet(session, actor, on=TODAY), count_unmet(session, who(session, CARIBBEAN), on=TODAY)) == (2, 0)

    decline(session, actor, picked(match), Decline(reason=Reason.LANGUAGE), now=NOW)
    assert count_unmet(session, actor, on=TODAY) == 3


def test_past_suggestions_are_the_best_three_with_their_last_reason(session: Session, match: Match) -> None:
    actor = who(session, FOCAL)
    for number, score in enumerate((0.1, 0.9, 0.4, 0.6)):
        declined = further(session, number)
        declined.score = score
        session.flush()
        decline(session, actor, picked(declined), Decline(reason=Reason.TIMING), now=NOW)

    found = past_suggestions(session, actor, ["req-agua"])["req-agua"]

    assert [one.found.match.score for one in found] == [0.9, 0.6, 0.4]
    assert {one.reason for one in found} == {Reason.TIMING}
    assert past_suggestions(session, who(session, CARIBBEAN), ["req-agua"]) == {}
    assert past_suggestions(session, actor, []) == {}


@pytest.mark.parametrize("email", [FOCAL, CARIBBEAN])
def test_silent_posts_are_those_that_the_reader_may_object_to(session: Session, match: Match, email: str) -> None:
    waits = {"state": "submitted", "published_at": None}
    posts = [
        builders.offer("a", organization="abc-bra", silence_ends_at=NOW + DAY, **waits),
        builders.request("b", organization="amexcid-mex", silence_ends_at=NOW + DAY, **waits),
        builders.request("c", organization="mes-cub", country="CUB", silence_ends_at=NOW + 2 * DAY, **waits),
        builders.offer("d", organization="segib", country=None, silence_ends_at=NOW, **waits),
        builders.request(
            "e", organization="amexcid-mex", with_countries=["CUB"], silence_ends_at=NOW + 3 * DAY, **waits
        ),
    ]
    put(session, *posts, builders.request("draft", organization="amexcid-mex", state="draft"))
    actor = who(session, email)
    due = sorted((one for one in posts if reviews(actor, PostCase(one))), key=lambda one: one.silence_ends_at)

    found = paged(lambda after: list_silent(session, actor, now=NOW, after=after, limit=1))

    assert [one.post.id for one in found] == [one.id for one in due]
    assert count_silent(session, actor) == len(due) > 0


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 11, 23), 5), (date(2026, 11, 27), 1), (date(2026, 11, 28), 0), (date(2026, 11, 22), 5)],
)
def test_working_days_are_counted_with_today_s(today: date, left: int) -> None:
    ends = datetime(2026, 11, 28, tzinfo=UTC)  # the midnight after a Friday

    assert working_days_left("BRA", today, ends) == left


def test_a_holiday_is_no_working_day() -> None:
    ends = datetime(2026, 12, 26, tzinfo=UTC)

    assert working_days_left("BRA", date(2026, 12, 21), ends) == 4


@pytest.mark.parametrize("sort", list(Sort))
def test_from_neighbour_to_neighbour_one_reads_the_whole_queue(session: Session, match: Match, sort: Sort) -> None:
    for number in range(4):
        one = further(session, number)
        one.score, one.proposed_at = number % 2 / 2, NOW - (number % 3) * DAY
    session.flush()
    actor, wanted = who(session, FOCAL), Wanted(queue=Queue.REVIEW, sort=sort)
    listed, _ = list_matches(session, actor, wanted, now=NOW)
    keys = [one.id for one in listed]

    for place, one in enumerate(listed):
        before, after = neighbours(session, actor, one, wanted, now=NOW)
        assert before == (keys[place - 1] if place else None)
        assert after == (keys[place + 1] if place + 1 < len(keys) else None)


def test_a_decided_match_still_knows_what_follows(session: Session, match: Match) -> None:
    last = further(session, 1)
    actor, wanted = who(session, FOCAL), Wanted(queue=Queue.REVIEW)
    decline(session, actor, picked(match), Decline(reason=Reason.LANGUAGE), now=NOW)

    assert neighbours(session, actor, the(session, match), wanted, now=NOW) == (None, last.id)


def test_precedents_are_of_the_same_posts_and_not_taken_back(session: Session, match: Match) -> None:
    actor = who(session, FOCAL)
    kept, undone = further(session, 1), further(session, 2)
    put(session, builders.request("apart", organization="amexcid-mex"), builders.offer("apart"))
    apart = suggest(session, "apart", "apart")
    for one in (kept, undone, apart):
        decline(session, actor, picked(one), Decline(reason=Reason.LANGUAGE, note="Secret"), now=NOW)
    undo(session, actor, picked(undone), now=NOW)

    found = precedents(session, actor, the(session, match))

    assert [(one.found.id, one.reason) for one in found] == [(kept.id, Reason.LANGUAGE)]
    assert precedents(session, who(session, CARIBBEAN), the(session, match)) == []


def test_counting_ends_somewhere(session: Session, match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        further(session, number)
    actor = who(session, FOCAL)
    assert count_matches(session, actor, Wanted(queue=Queue.REVIEW), now=NOW) == 5
    monkeypatch.setattr(counting, "MOST_COUNTED", 3)
    assert count_matches(session, actor, Wanted(queue=Queue.REVIEW), now=NOW) == 3


LISTS: list[Callable[[Session, Actor], object]] = [
    lambda session, actor: list_stalled(session, actor, Stall(), now=NOW),
    lambda session, actor: list_unmet(session, actor, on=TODAY),
    lambda session, actor: list_silent(session, actor, now=NOW),
]


@pytest.mark.parametrize("listing", LISTS)
def test_only_who_reviews_reads_what_waits(
    session: Session, match: Match, listing: Callable[[Session, Actor], object]
) -> None:
    with pytest.raises(UnauthenticatedError):
        listing(session, PUBLIC)
    for email in set(EVERYBODY) - {FOCAL, CARIBBEAN, "administrator@example.org"}:
        with pytest.raises(ForbiddenError):
            listing(session, who(session, email))


@pytest.mark.parametrize("cursor", ["", "x", "2026-11-21~1", "2026-11-21T00:00:00~x", "~", "9~9~9"])
def test_a_wrong_cursor_is_refused(session: Session, match: Match, cursor: str) -> None:
    actor = who(session, FOCAL)
    with pytest.raises(BadInputError):
        list_stalled(session, actor, Stall(), now=NOW, after=cursor)
    with pytest.raises(BadInputError):
        list_unmet(session, actor, on=TODAY, after=cursor)
    with pytest.raises(BadInputError):
        list_silent(session, actor, now=NOW, after=cursor)
