"""Many verdicts at once: all or none."""

import pytest
from sqlmodel import Session, select

from matcher.errors import BadInputError, ForbiddenError
from matcher.review.bulk import ManyRefusedError, Review, review_many
from matcher.review.opening import Picked
from matcher.review.reasons import Decline
from models.decision import Decision, Reason
from models.match import Match, MatchState
from tests.conftest import NOW
from tests.matcher.review.people import AGENCY, CARIBBEAN, FOCAL, endorsed, further, picked, who

WHY = Decline(reason=Reason.LANGUAGE)


def test_several_matches_are_endorsed_and_declined_in_one_call(session: Session, match: Match) -> None:
    other = further(session, 1)
    review_many(session, who(session, FOCAL), [Review(picked(match)), Review(picked(other), WHY)], now=NOW)

    assert (match.state, other.state) == (MatchState.ENDORSED, MatchState.DECLINED)


def test_one_that_cannot_be_stops_them_all_and_each_is_named(session: Session, match: Match) -> None:
    stale, done = further(session, 1), endorsed(session, further(session, 2))
    reviews = [
        Review(picked(match)),
        Review(Picked(stale.id or 0, 9)),
        Review(picked(done)),
        Review(Picked(999, 1)),
        Review(picked(further(session, 3)), Decline(reason=Reason.OTHER)),
    ]

    with pytest.raises(ManyRefusedError, match="4 of 5 cannot be done, so nothing was") as refused:
        review_many(session, who(session, FOCAL), reviews, now=NOW)

    said = [str(one.detail) for one in refused.value.faults]
    for detail, part in zip(said, ["at version 1", "is endorsed", "there is no match", "needs a note"], strict=True):
        assert part in detail
    assert match.state == MatchState.PROPOSED
    assert len(session.exec(select(Decision)).all()) == 1


def test_a_match_stands_in_the_list_once(session: Session, match: Match) -> None:
    with pytest.raises(ManyRefusedError, match="stands 2 times"):
        review_many(session, who(session, FOCAL), [Review(picked(match)), Review(picked(match), WHY)], now=NOW)


def test_matches_of_others_are_not_there(session: Session, match: Match) -> None:
    with pytest.raises(ManyRefusedError, match="there is no match"):
        review_many(session, who(session, CARIBBEAN), [Review(picked(match))], now=NOW)


def test_only_those_who_review_review_and_a_hundred_at_most(session: Session, match: Match) -> None:
    with pytest.raises(ForbiddenError):
        review_many(session, who(session, AGENCY), [Review(picked(match))], now=NOW)
    with pytest.raises(BadInputError, match="at most 100"):
        review_many(session, who(session, FOCAL), [Review(picked(match))] * 101, now=NOW)
