"""A move that the tables do not hold cannot be made."""

import pytest

from models.match import MATCH_MOVES, Match, MatchState
from models.post import POST_MOVES, PostState
from models.states import IllegalMoveError
from tests import builders
from tests.conftest import NOW


def match(state: MatchState) -> Match:
    moments = {"created_at": NOW, "proposed_at": NOW}
    return Match(request="r", offer="o", run=1, rank=1, score=0.5, explanation={}, state=state, **moments)


@pytest.mark.parametrize("old", MatchState)
@pytest.mark.parametrize("new", MatchState)
def test_a_match_makes_the_moves_of_its_table_and_no_others(old: MatchState, new: MatchState) -> None:
    row = match(old)
    if new == old or new in MATCH_MOVES.get(old, ()):
        row.state = new
        assert row.state == new
        return
    with pytest.raises(IllegalMoveError, match=f"that is {old} cannot become {new}"):
        row.state = new
    assert row.state == old


@pytest.mark.parametrize("old", PostState)
@pytest.mark.parametrize("new", PostState)
def test_a_post_makes_the_moves_of_its_table_and_no_others(old: PostState, new: PostState) -> None:
    for row in (builders.request(state=old), builders.offer(state=old)):
        if new == old or new in POST_MOVES.get(old, ()):
            row.state = new
            assert row.state == new
        else:
            with pytest.raises(IllegalMoveError):
                row.state = new


def test_a_draft_is_never_published_unseen() -> None:
    assert PostState.PUBLISHED not in POST_MOVES[PostState.DRAFT]


def test_what_was_proposed_is_never_introduced_unreviewed() -> None:
    assert MatchState.INTRODUCED not in MATCH_MOVES[MatchState.PROPOSED]
