"""A move that the tables do not hold cannot be made."""

import pytest
from sqlmodel import Session, SQLModel, create_engine

import models.tables  # noqa: F401  (each table must know the others)
from models.match import MATCH_MOVES, Match, MatchState
from models.post import POST_MOVES, PostState
from models.practice import PracticeState
from models.states import IllegalMoveError
from tests import builders
from tests.builders import POSTED


def match(state: MatchState) -> Match:
    moments = {"created_at": POSTED, "proposed_at": POSTED}
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


def test_staying_where_one_is_is_no_move_however_the_state_is_written() -> None:
    row = match(MatchState.ACCEPTED)
    row.state = MatchState("accepted").value

    assert row.state == MatchState.ACCEPTED


def test_a_move_is_checked_also_where_the_row_has_to_be_read_again() -> None:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables[name] for name in ("practice", "change")])
    with Session(engine) as session:
        session.add(row := builders.practice(state=PracticeState.DRAFT))
        session.commit()  # forgets what it has read
        with pytest.raises(IllegalMoveError, match="a practice that is draft cannot become published"):
            row.state = PracticeState.PUBLISHED
    engine.dispose()
