"""Every action leads from each state in which it is open to one that may follow."""

import pytest

from matcher.policy.matches import MatchAction
from matcher.review.moves import OPEN_IN
from models.match import MATCH_MOVES, MatchState

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
