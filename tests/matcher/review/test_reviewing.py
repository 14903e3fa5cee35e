"""Focal points endorse and decline; the parties may say what they think early."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError, StaleEditError
from matcher.review.listing import list_matches
from matcher.review.opening import Picked
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline, endorse, say_interest
from matcher.review.rows import listed
from matcher.review.wanted import Wanted
from models.decision import PAUSE_DAYS, Decision, Reason, decisions_on
from models.match import Match, MatchState, parked_pairs
from models.offer import Offer
from models.request import Request
from tests.conftest import NOW
from tests.matcher.review.people import (
    AGENCY,
    ANALYST,
    CARIBBEAN,
    FOCAL,
    PROVIDER,
    WINDOW,
    endorsed,
    further,
    introduced,
    letters,
    picked,
    readers,
    who,
)

TODAY = NOW.date()


def test_an_endorsement_is_kept_as_a_decision_and_told_to_the_requester(session: Session, match: Match) -> None:
    endorse(session, who(session, FOCAL), picked(match), now=NOW, note="A good fit")

    assert (match.state, match.endorsed_at) == (MatchState.ENDORSED, NOW)
    decision = session.exec(select(Decision)).one()
    assert (decision.account, decision.role, decision.verdict) == (FOCAL, "focal-point", "endorsed")
    assert (decision.note, decision.state_before) == ("A good fit", "proposed")
    assert letters(session) == [("match-endorsed", AGENCY)]


def test_several_endorsements_of_a_day_make_one_letter(session: Session, match: Match) -> None:
    endorsed(session, match)
    endorsed(session, further(session, 1))
    assert readers(session, "match-endorsed") == [AGENCY]

    endorsed(session, further(session, 2), now=NOW + timedelta(days=1))
    assert readers(session, "match-endorsed") == [AGENCY, AGENCY]


@pytest.mark.parametrize("email", [AGENCY, ANALYST])
def test_only_focal_points_endorse(session: Session, match: Match, email: str) -> None:
    with pytest.raises(ForbiddenError):
        endorse(session, who(session, email), picked(match), now=NOW)


@pytest.mark.parametrize("email", [PROVIDER, CARIBBEAN])
def test_for_those_who_may_not_know_of_it_a_match_does_not_exist(session: Session, match: Match, email: str) -> None:
    with pytest.raises(NotFoundError) as hidden:
        endorse(session, who(session, email), picked(match), now=NOW)
    with pytest.raises(NotFoundError) as missing:
        endorse(session, who(session, email), Picked(999, 1), now=NOW)

    assert str(hidden.value).replace(f"'{match.id}'", "'999'") == str(missing.value)


def test_a_stale_copy_is_refused(session: Session, match: Match) -> None:
    before = picked(match)
    endorsed(session, match)

    with pytest.raises(StaleEditError, match="at version 2"):
        decline(session, who(session, FOCAL), before, Decline(reason=Reason.LANGUAGE), now=NOW)


def test_what_is_endorsed_cannot_be_endorsed_again(session: Session, match: Match) -> None:
    endorsed(session, match)

    with pytest.raises(ConflictError, match="is endorsed; this needs one that is proposed"):
        endorsed(session, match)


@pytest.mark.parametrize("table", [Request, Offer])
@pytest.mark.parametrize("fields", [{"state": "withdrawn"}, {"expires_on": TODAY - timedelta(days=1)}])
def test_nothing_is_endorsed_for_a_post_that_is_over(
    session: Session, match: Match, table: type[Request | Offer], fields: dict[str, object]
) -> None:
    post = session.get_one(table, match.request if table is Request else match.offer)
    post.sqlmodel_update(fields)

    with pytest.raises(ConflictError, match=f"the {table.__name__.lower()} is no longer open"):
        endorsed(session, match)


@pytest.mark.parametrize("reason", [Reason.NOT_THE_NEED, Reason.TIMING])
def test_the_reason_of_a_decline_decides_how_long_the_pair_rests(
    session: Session, match: Match, reason: Reason
) -> None:
    decline(session, who(session, FOCAL), picked(match), Decline(reason=reason), now=NOW)

    assert match.state == MatchState.DECLINED
    assert match.parked_until == TODAY + timedelta(days=PAUSE_DAYS[reason])
    assert parked_pairs(session, TODAY) == {(match.request, match.offer)}


def test_the_pause_of_a_decline_can_be_set(session: Session, match: Match) -> None:
    until = TODAY + timedelta(days=10)
    decline(session, who(session, FOCAL), picked(match), Decline(reason=Reason.TIMING, parked_until=until), now=NOW)

    assert match.parked_until == until


@pytest.mark.parametrize(
    ("email", "why", "said"),
    [
        (FOCAL, {"reason": "chose-another"}, "no reason for the focal-point"),
        (AGENCY, {"reason": "not-our-field"}, "no reason for the requester"),
        (FOCAL, {"reason": "other"}, "needs a note"),
        (FOCAL, {"reason": "timing", "parked_until": TODAY}, "must lie after"),
        (FOCAL, {"reason": "timing", "parked_until": TODAY + timedelta(days=9999)}, "within five years"),
    ],
)
def test_a_decline_needs_a_reason_of_its_side_and_a_sensible_day(
    session: Session, match: Match, email: str, why: dict[str, object], said: str
) -> None:
    with pytest.raises(BadInputError, match=said):
        decline(session, who(session, email), picked(match), Decline.model_validate(why), now=NOW)
    assert match.state == MatchState.PROPOSED


def test_a_requester_may_decline_what_nobody_has_reviewed_and_the_provider_never_hears(
    session: Session, match: Match
) -> None:
    decline(session, who(session, AGENCY), picked(match), Decline(reason=Reason.NEED_MET), now=NOW)

    assert [(one.role, one.reason) for one in decisions_on(session, match.id or 0)] == [("requester", "need-met")]
    assert letters(session) == []


def test_a_focal_point_that_declines_what_was_endorsed_tells_the_requester(session: Session, match: Match) -> None:
    endorsed(session, match)
    decline(session, who(session, FOCAL), picked(match), Decline(reason=Reason.TOO_VAGUE), now=NOW)

    assert readers(session, "match-declined") == [AGENCY]


@pytest.mark.parametrize(("email", "told"), [(AGENCY, [WINDOW, PROVIDER]), (PROVIDER, [AGENCY])])
def test_a_decline_after_the_introduction_is_told_to_the_other_side(
    session: Session, match: Match, email: str, told: list[str]
) -> None:
    introduced(session, match)
    decline(session, who(session, email), picked(match), Decline(reason=Reason.TIMING), now=NOW)

    assert match.state == MatchState.DECLINED
    assert readers(session, "match-declined") == told


def test_interest_is_kept_and_said_once(session: Session, match: Match) -> None:
    agency = who(session, AGENCY)
    say_interest(session, agency, picked(match), now=NOW)

    assert [one.verdict for one in decisions_on(session, match.id or 0)] == ["interested"]
    assert match.state == MatchState.PROPOSED
    found, _ = list_matches(session, who(session, FOCAL), Wanted(), now=NOW)
    assert [one.of_interest for one in listed(session, who(session, FOCAL), found, language="en")] == [True]
    with pytest.raises(ConflictError, match="said before"):
        say_interest(session, agency, picked(match), now=NOW)
