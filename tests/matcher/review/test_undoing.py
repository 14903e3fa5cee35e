"""A slip can be undone within a day, as long as nobody has acted on it; what was said stays kept."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.editing import history
from matcher.errors import ConflictError
from matcher.learning.examples import gather_examples
from matcher.review.introducing import choose
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline
from matcher.review.undoing import undo
from models.decision import Reason, decisions_on
from models.match import Match, MatchState
from models.request import Request
from tests.conftest import NOW
from tests.matcher.review.people import (
    ADMINISTRATOR,
    AGENCY,
    FOCAL,
    PROVIDER,
    endorsed,
    introduced,
    picked,
    readers,
    who,
)

SOON = NOW + timedelta(hours=24)
WHY = Decline(reason=Reason.NOT_THE_NEED)


def test_an_endorsement_is_undone_and_stays_on_file(session: Session, match: Match) -> None:
    endorsed(session, match)
    undo(session, who(session, FOCAL), picked(match), now=SOON)

    assert (match.state, match.endorsed_at) == (MatchState.PROPOSED, None)
    assert [(one.verdict, one.undone_at) for one in decisions_on(session, match.id or 0)] == [("endorsed", SOON)]
    assert [one.action for one in history(session, "match", str(match.id))] == ["match.endorsed", "match.undone"]


def test_the_ranking_learns_nothing_from_what_was_undone(session: Session, match: Match) -> None:
    decline(session, who(session, FOCAL), picked(match), WHY, now=NOW)
    undo(session, who(session, FOCAL), picked(match), now=SOON)

    found = gather_examples(session)
    assert (len(found.examples), found.left_out) == (0, {})


@pytest.mark.parametrize("before", [MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED])
def test_a_decline_goes_back_to_where_the_match_stood(session: Session, match: Match, before: MatchState) -> None:
    if before != MatchState.PROPOSED:
        {MatchState.ENDORSED: endorsed, MatchState.INTRODUCED: introduced}[before](session, match)
    decline(session, who(session, AGENCY), picked(match), Decline(reason=Reason.NEED_MET), now=NOW)
    undo(session, who(session, AGENCY), picked(match), now=SOON)

    assert (match.state, match.parked_until) == (before, None)


def test_who_was_told_of_a_decline_is_told_of_its_undoing(session: Session, match: Match) -> None:
    introduced(session, match)
    decline(session, who(session, PROVIDER), picked(match), Decline(reason=Reason.TIMING), now=NOW)
    undo(session, who(session, PROVIDER), picked(match), now=SOON)

    assert readers(session, "match-reopened") == readers(session, "match-declined") == [AGENCY]


def test_after_a_day_it_is_too_late(session: Session, match: Match) -> None:
    endorsed(session, match)

    with pytest.raises(ConflictError, match="within 24 hours"):
        undo(session, who(session, FOCAL), picked(match), now=SOON + timedelta(seconds=1))


def test_nobody_undoes_what_another_said(session: Session, match: Match) -> None:
    endorsed(session, match)

    with pytest.raises(ConflictError, match="only your own"):
        undo(session, who(session, ADMINISTRATOR), picked(match), now=NOW)


def test_what_somebody_has_acted_on_stays(session: Session, match: Match) -> None:
    endorsed(session, match)
    choose(session, who(session, AGENCY), match.request, [picked(match)], now=NOW)

    for email in (FOCAL, AGENCY):
        with pytest.raises(ConflictError, match="before anybody acts on it"):
            undo(session, who(session, email), picked(match), now=NOW)


def test_nothing_comes_back_for_a_post_that_is_over(session: Session, match: Match) -> None:
    decline(session, who(session, FOCAL), picked(match), WHY, now=NOW)
    session.get_one(Request, match.request).state = "withdrawn"

    with pytest.raises(ConflictError, match="the request is no longer open"):
        undo(session, who(session, FOCAL), picked(match), now=NOW)
