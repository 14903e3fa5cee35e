"""Every action leads from each state in which it is open to one that may follow."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from matcher.errors import ConflictError
from matcher.policy.matches import MatchAction
from matcher.review.moves import OPEN_IN, allowed_actions, check_open, has_accepted
from models.account import Role
from models.decision import Side
from models.match import MATCH_MOVES, Match, MatchState
from models.pairing import Pairing
from models.post import PostState
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import focal_point, somebody

Fields = dict[str, Any]

LEADS_TO = {
    MatchAction.ENDORSE: MatchState.ENDORSED,
    MatchAction.DECLINE: MatchState.DECLINED,
    MatchAction.TURN_DOWN: MatchState.DECLINED,
    MatchAction.CHOOSE: MatchState.INTRODUCED,
    MatchAction.INTRODUCE: MatchState.INTRODUCED,
    MatchAction.ACCEPT: MatchState.ACCEPTED,
}


@pytest.mark.parametrize("action", LEADS_TO)
def test_an_action_is_open_only_where_its_move_is_legal(action: MatchAction) -> None:
    for state in OPEN_IN[action]:
        assert LEADS_TO[action] in MATCH_MOVES[state]


FOCAL, ASKS = focal_point(), somebody(Role.AGENCY, "amexcid-mex", "MEX")
OFFERS = somebody(Role.AGENCY, "abc-bra", "BRA")
TODAY = POSTED.date()
EXPIRED = {"expires_on": TODAY - timedelta(days=1)}
LIVE = (MatchAction.ENDORSE, MatchAction.INTRODUCE, MatchAction.CHOOSE)


def pairing(state: MatchState, request: Fields | None = None, offer: Fields | None = None, **fields: Any) -> Pairing:
    plain = {"id": 7, "run": 1, "rank": 1, "score": 0.5, "explanation": {}, "created_at": POSTED, "proposed_at": POSTED}
    told = {"introduced_at": POSTED} if state in (MatchState.INTRODUCED, MatchState.ACCEPTED) else {}
    match = Match(request="req-1", offer="off-1", state=state, **plain | told | fields)
    return Pairing(match, builders.request(**request or {}), builders.offer(**offer or {}))


@pytest.mark.parametrize("action", OPEN_IN)
@pytest.mark.parametrize("state", MatchState)
def test_an_action_is_taken_in_its_states_alone(action: MatchAction, state: MatchState) -> None:
    if state in OPEN_IN[action]:
        check_open(action, pairing(state), on=TODAY)
        return
    with pytest.raises(ConflictError, match=f"match 7 is {state}"):
        check_open(action, pairing(state), on=TODAY)


@pytest.mark.parametrize("ended", [{"state": PostState.WITHDRAWN}, {"state": PostState.CLOSED}, EXPIRED])
@pytest.mark.parametrize("action", LIVE)
def test_what_brings_two_posts_together_needs_both_alive(action: MatchAction, ended: Fields) -> None:
    [state, *_] = OPEN_IN[action]
    for side in ("request", "offer"):
        with pytest.raises(ConflictError, match=f"the {side} is no longer open"):
            check_open(action, pairing(state, **{side: ended}), on=TODAY)


def test_who_was_introduced_in_time_may_accept_after_an_expiry_and_not_after_an_end() -> None:
    met = MatchState.INTRODUCED
    check_open(MatchAction.ACCEPT, pairing(met, EXPIRED, EXPIRED), on=TODAY)
    for side, state in product(("request", "offer"), (PostState.CLOSED, PostState.WITHDRAWN)):
        with pytest.raises(ConflictError, match=f"the {side} is no longer open"):
            check_open(MatchAction.ACCEPT, pairing(met, **{side: {"state": state}}), on=TODAY)


@pytest.mark.parametrize("ended", [EXPIRED, {"state": PostState.CLOSED}])
def test_a_match_of_ended_posts_can_still_be_declined_and_talked_about(ended: Fields) -> None:
    over = pairing(MatchState.PROPOSED, ended, ended)

    assert allowed_actions(FOCAL, over, on=TODAY) == [MatchAction.DECLINE, MatchAction.ASSIGN, MatchAction.NOTE]


@pytest.mark.parametrize(
    ("state", "focal", "requester", "provider"),
    [
        ("proposed", "endorse decline assign note", "interest turn-down note", ""),
        ("endorsed", "decline introduce assign note", "choose turn-down note", ""),
        ("introduced", "assign note", "accept turn-down note", "accept turn-down note"),
        ("accepted", "note", "note see-contacts", "note see-contacts"),
        ("declined", "note", "note", ""),
    ],
)
def test_what_each_side_may_do_with_a_match(state: str, focal: str, requester: str, provider: str) -> None:
    found = pairing(MatchState(state))

    for actor, words in ((FOCAL, focal), (ASKS, requester), (OFFERS, provider)):
        assert allowed_actions(actor, found, on=TODAY) == [f"match.{word}" for word in words.split()]


def test_who_has_accepted_does_not_accept_again() -> None:
    found = pairing(MatchState.INTRODUCED, requester_accepted_at=POSTED)

    assert allowed_actions(ASKS, found, on=TODAY) == [MatchAction.TURN_DOWN, MatchAction.NOTE]
    assert MatchAction.ACCEPT in allowed_actions(OFFERS, found, on=TODAY)
    sides = {side: has_accepted(found, side) for side in (None, *Side)}
    assert [side for side, done in sides.items() if done] == [Side.REQUESTER]
