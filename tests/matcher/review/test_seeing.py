"""One match opened: everybody sees his part of it, and is offered what he may do now."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.errors import NotFoundError
from matcher.policy.matches import MatchAction
from matcher.review.assigning import assign
from matcher.review.introducing import accept, introduce
from matcher.review.notes import write_note
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline, endorse, say_interest
from matcher.review.said import history_of
from matcher.review.seeing import Opened, open_match
from models.decision import Reason
from models.match import Match
from models.match_note import Audience, NoteCreate
from models.request import Request
from tests.conftest import NOW
from tests.matcher.review.people import (
    ADMINISTRATOR,
    AGENCY,
    ANALYST,
    FOCAL,
    PROVIDER,
    STRANGER,
    endorsed,
    introduced,
    picked,
    who,
)

SEE = MatchAction


def _open(session: Session, email: str, match: Match) -> Opened:
    return open_match(session, who(session, email), match.id or 0, now=NOW, language="en")


def _actions(session: Session, email: str, match: Match) -> set[MatchAction]:
    return set(_open(session, email, match).actions)


def test_the_actions_on_offer_follow_the_state(session: Session, match: Match) -> None:
    assert _actions(session, FOCAL, match) == {SEE.ENDORSE, SEE.DECLINE, SEE.ASSIGN, SEE.NOTE}
    assert _actions(session, AGENCY, match) == {SEE.INTEREST, SEE.TURN_DOWN, SEE.NOTE}

    endorsed(session, match)
    assert _actions(session, FOCAL, match) == {SEE.DECLINE, SEE.INTRODUCE, SEE.ASSIGN, SEE.NOTE, SEE.UNDO}
    assert _actions(session, AGENCY, match) == {SEE.CHOOSE, SEE.TURN_DOWN, SEE.NOTE}

    introduce(session, who(session, FOCAL), picked(match), now=NOW)
    assert _actions(session, AGENCY, match) == {SEE.ACCEPT, SEE.TURN_DOWN, SEE.NOTE}
    accept(session, who(session, AGENCY), picked(match), now=NOW)
    assert _actions(session, AGENCY, match) == {SEE.TURN_DOWN, SEE.NOTE}

    accept(session, who(session, PROVIDER), picked(match), now=NOW)
    assert _actions(session, PROVIDER, match) == {SEE.NOTE, SEE.SEE_CONTACTS}
    assert _actions(session, FOCAL, match) == {SEE.NOTE}
    assert _actions(session, ANALYST, match) == set()


def test_nothing_is_on_offer_that_would_be_refused(session: Session, match: Match) -> None:
    session.get_one(Request, match.request).expires_on = NOW.date() - timedelta(days=1)

    assert SEE.ENDORSE not in _actions(session, FOCAL, match)


@pytest.mark.parametrize("email", [PROVIDER, STRANGER])
def test_before_the_introduction_a_match_is_not_there_for_the_provider(
    session: Session, match: Match, email: str
) -> None:
    with pytest.raises(NotFoundError):
        _open(session, email, match)
    with pytest.raises(NotFoundError):
        history_of(session, who(session, email), match.id or 0)


def test_notes_of_decisions_are_for_their_side_and_those_who_review(session: Session, match: Match) -> None:
    introduced(session, match)
    why = Decline(reason=Reason.TIMING, note="Elections")
    decline(session, who(session, PROVIDER), picked(match), why, now=NOW)

    last = {email: _open(session, email, match).decisions[-1] for email in (PROVIDER, AGENCY, FOCAL, ANALYST)}
    assert {email: (one.reason, one.note, one.by, one.own) for email, one in last.items()} == {
        PROVIDER: ("timing", "Elections", None, True),
        AGENCY: ("timing", None, None, False),
        FOCAL: ("timing", "Elections", "Office", False),
        ANALYST: ("timing", None, None, False),
    }


def test_a_provider_does_not_read_what_was_said_before_it_was_told(session: Session, match: Match) -> None:
    say_interest(session, who(session, AGENCY), picked(match), now=NOW)
    endorse(session, who(session, FOCAL), picked(match), now=NOW, note="Second best")
    later = NOW + timedelta(hours=1)
    introduce(session, who(session, FOCAL), picked(match), now=later)

    assert [one.verdict for one in _open(session, PROVIDER, match).decisions] == ["introduced"]
    assert [one.action for one in history_of(session, who(session, PROVIDER), match.id or 0)] == ["match.introduced"]
    assert len(history_of(session, who(session, AGENCY), match.id or 0)) == 3


def test_the_trail_names_addresses_only_to_administrators(session: Session, match: Match) -> None:
    assign(session, who(session, FOCAL), picked(match), FOCAL, now=NOW)
    endorsed(session, match)

    def said(email: str) -> str:
        return str(history_of(session, who(session, email), match.id or 0))

    assert FOCAL in said(ADMINISTRATOR)
    for email in (AGENCY, ANALYST):
        assert "@" not in said(email)
        assert "role='focal-point'" in said(email)


def test_a_note_for_the_focal_point_leaves_no_trace_for_others(session: Session, match: Match) -> None:
    introduced(session, match)
    for email, audience in ((AGENCY, Audience.FOCAL_POINT), (PROVIDER, Audience.PARTIES)):
        write_note(session, who(session, email), match.id or 0, NoteCreate(text="x", audience=audience), now=NOW)

    def noted(email: str) -> int:
        events = history_of(session, who(session, email), match.id or 0)
        return sum(one.action == "match.noted" for one in events)

    assert {email: noted(email) for email in (FOCAL, PROVIDER, ANALYST)} == {FOCAL: 2, PROVIDER: 1, ANALYST: 0}


def test_a_draft_stays_hidden_also_where_it_was_matched(session: Session, match: Match) -> None:
    request = session.get_one(Request, match.request)
    request.state = "withdrawn"
    request.state = "draft"

    found = _open(session, FOCAL, match)
    assert (found.request, found.explanation, found.listed.request.title, found.listed.why) == (None, None, None, None)
    assert _open(session, AGENCY, match).request is not None
