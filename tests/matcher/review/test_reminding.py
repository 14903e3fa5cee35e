"""Who has not answered is reminded after 7, 14 and 30 days, once each; after two months the introduction lapses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.review.introducing import accept, introduce
from matcher.review.lapsing import lapse_unanswered
from matcher.review.reminding import remind_of_answers, remind_of_choices, remind_of_reviews
from models.account import Account
from models.match import Match, MatchState, parked_pairs
from tests.conftest import NOW
from tests.matcher.review.people import (
    AGENCY,
    CARIBBEAN,
    DAY,
    FOCAL,
    PROVIDER,
    WINDOW,
    endorsed,
    further,
    introduced,
    picked,
    readers,
    who,
)

MINUTE = timedelta(minutes=1)


def _days_with_letters(session: Session, remind: Callable[..., int], until: int) -> list[int]:
    """The days, counted from NOW, on which letters went out; the clock asks twice a day."""
    found = []
    for day in range(until):
        if remind(session, NOW + day * DAY):
            found.append(day)
        assert remind(session, NOW + day * DAY + MINUTE) == 0
    return found


def test_the_side_that_has_not_answered_is_reminded_on_three_days(session: Session, match: Match) -> None:
    introduced(session, match)

    assert _days_with_letters(session, remind_of_answers, 60) == [7, 14, 30]
    assert readers(session, "match-reminder") == [WINDOW] * 3 + [PROVIDER] * 3


def test_after_a_focal_points_introduction_both_sides_are_reminded_until_they_answer(
    session: Session, match: Match
) -> None:
    endorsed(session, match)
    introduce(session, who(session, FOCAL), picked(match), now=NOW)
    remind_of_answers(session, NOW + 7 * DAY)
    accept(session, who(session, PROVIDER), picked(match), now=NOW + 8 * DAY)
    remind_of_answers(session, NOW + 14 * DAY)

    assert readers(session, "match-reminder") == [WINDOW, AGENCY, AGENCY, PROVIDER]


def test_after_a_pause_of_the_clock_only_the_latest_reminder_is_made_up_for(session: Session, match: Match) -> None:
    introduced(session, match)

    assert remind_of_answers(session, NOW + 20 * DAY) == 2
    assert remind_of_answers(session, NOW + 21 * DAY) == 0


def test_reminders_leave_the_version_as_it_is(session: Session, match: Match) -> None:
    introduced(session, match)
    before = picked(match)
    remind_of_answers(session, NOW + 7 * DAY)

    accept(session, who(session, PROVIDER), before, now=NOW + 7 * DAY)
    assert match.state == MatchState.ACCEPTED


def test_the_requester_is_reminded_of_its_choice_in_one_letter(session: Session, match: Match) -> None:
    endorsed(session, match)
    endorsed(session, further(session, 1))

    assert _days_with_letters(session, remind_of_choices, 60) == [7, 14, 30]
    assert readers(session, "choice-reminder") == [AGENCY] * 3


def test_focal_points_are_reminded_of_reviews_in_one_letter(session: Session, match: Match) -> None:
    further(session, 1)

    assert _days_with_letters(session, remind_of_reviews, 40) == [14]
    assert readers(session, "review-reminder") == [FOCAL]


def test_a_match_that_is_assigned_waits_for_nobody_else(session: Session, match: Match) -> None:
    match.assigned_to = CARIBBEAN
    remind_of_reviews(session, NOW + 14 * DAY)

    assert readers(session, "review-reminder") == [CARIBBEAN]


def test_a_match_of_a_focal_point_who_has_left_waits_for_all_again(session: Session, match: Match) -> None:
    match.assigned_to = CARIBBEAN
    session.get_one(Account, CARIBBEAN).active = False
    remind_of_reviews(session, NOW + 14 * DAY)

    assert readers(session, "review-reminder") == [FOCAL]


@pytest.mark.parametrize("remind", [remind_of_answers, remind_of_choices, remind_of_reviews])
def test_reminders_can_be_switched_off_by_an_account_and_for_all(
    session: Session, match: Match, remind: Callable[..., int]
) -> None:
    introduced(session, match)
    endorsed(session, further(session, 1))
    further(session, 2)
    late = NOW + 40 * DAY

    assert remind(session, late, days=()) == 0
    for email in (AGENCY, WINDOW, PROVIDER, FOCAL, CARIBBEAN):
        session.get_one(Account, email).reminders = False
    assert remind(session, late) == 0


def test_an_introduction_without_an_answer_lapses_after_two_months_and_rests(session: Session, match: Match) -> None:
    introduced(session, match)

    assert lapse_unanswered(session, NOW + 60 * DAY - MINUTE) == 0
    assert lapse_unanswered(session, NOW + 60 * DAY) == 1
    assert match.state == MatchState.LAPSED
    assert match.parked_until == (NOW + 240 * DAY).date()
    assert parked_pairs(session, (NOW + 239 * DAY).date()) == {(match.request, match.offer)}
    assert readers(session, "match-lapsed") == [WINDOW, AGENCY, PROVIDER]
    assert lapse_unanswered(session, NOW + 61 * DAY) == 0
