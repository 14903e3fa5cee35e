"""The index that is kept between requests is that of the data, whatever happened to these in the meantime."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, delete, select

from matcher.duties import do_duties
from matcher.matching.shelf import IndexShelf
from models.change import EVERYTHING, FEW, Change
from models.database import reading, writing
from models.offer import Offer
from models.post import PostState
from tests import builders
from tests.conftest import NOW
from tests.matched import put

TODAY = NOW.date()


def _edit(session: Session) -> None:
    session.get_one(Offer, "off-1").title = "Another title"


def _withdraw(session: Session) -> None:
    session.get_one(Offer, "off-1").state = PostState.WITHDRAWN


def _delete(session: Session) -> None:
    session.delete(session.get_one(Offer, "off-1"))


def _replace(session: Session) -> None:
    _withdraw(session)
    put(session, builders.offer("off-3"))


@pytest.fixture
def offered(engine: Engine) -> Engine:
    with writing(engine) as session:
        put(session, builders.organization(), builders.offer("off-1"), builders.offer("off-2"))
    return engine


def titles(shelf: IndexShelf, engine: Engine) -> dict[str, str]:
    """What the shelf's index holds."""
    with reading(engine) as session:
        return {one.id: one.title for one in shelf.index(session, TODAY).offers}


def published(engine: Engine) -> dict[str, str]:
    """What the database holds."""
    with reading(engine) as session:
        chosen = select(Offer).where(Offer.state == PostState.PUBLISHED)
        return {one.id: one.title for one in session.exec(chosen)}


@pytest.mark.parametrize("change", [_edit, _withdraw, _delete, _replace])
def test_what_changes_is_seen_by_every_process(offered: Engine, change: Callable[[Session], None]) -> None:
    shelves = IndexShelf(), IndexShelf()
    before = [titles(shelf, offered) for shelf in shelves]
    with writing(offered) as session:
        change(session)

    after = published(offered)
    assert after != before[0]
    assert [titles(shelf, offered) for shelf in shelves] == [after, after]


def test_what_is_taken_back_changes_nothing(offered: Engine) -> None:
    shelf = IndexShelf()
    before = titles(shelf, offered)
    with reading(offered) as session:
        _withdraw(session)
        session.flush()
        session.rollback()

    assert titles(shelf, offered) == before


def test_a_draft_that_is_edited_leaves_the_index_as_it_is(offered: Engine) -> None:
    shelf = IndexShelf()
    with writing(offered) as session:
        put(session, builders.offer("off-draft", state=PostState.DRAFT, published_at=None))
    with reading(offered) as session:
        first = shelf.index(session, TODAY)
    with writing(offered) as session:
        session.get_one(Offer, "off-draft").title = "Another title"
    with reading(offered) as session:
        assert shelf.index(session, TODAY) is first


def test_on_another_day_the_index_is_of_that_day(offered: Engine) -> None:
    shelf, later = IndexShelf(), TODAY + timedelta(days=1)
    titles(shelf, offered)

    with reading(offered) as session:
        assert shelf.index(session, later).as_of == later


def test_many_marks_are_folded_and_nothing_is_overlooked(offered: Engine) -> None:
    before, after = IndexShelf(), IndexShelf()
    titles(before, offered)
    with writing(offered) as session:
        session.add_all([Change(kind="offer", key=f"off-{number}", mark=number) for number in range(FEW + 1)])
        _edit(session)
    titles(after, offered)

    assert do_duties(offered, now=NOW)["marks of change folded"] > FEW

    with reading(offered) as session:
        assert [one.key for one in session.exec(select(Change).where(Change.kind == "offer"))] == [EVERYTHING]
    assert titles(before, offered) == titles(after, offered) == published(offered)
    assert do_duties(offered, now=NOW)["marks of change folded"] == 0


def test_what_came_before_marks_were_folded_is_seen_where_none_were_known(engine: Engine) -> None:
    shelf = IndexShelf()
    assert titles(shelf, engine) == {}
    with writing(engine) as session:
        put(session, builders.organization(), builders.offer("off-1"))
        session.add_all([Change(kind="offer", key=f"off-{number}", mark=number) for number in range(FEW + 1)])
    do_duties(engine, now=NOW)

    assert titles(shelf, engine) == published(engine) != {}


def test_data_restored_from_before_a_change_are_seen(offered: Engine) -> None:
    shelf = IndexShelf()
    with reading(offered) as session:
        kept = {(one.key, one.mark) for one in session.exec(select(Change))}
    with writing(offered) as session:
        _edit(session)
    titles(shelf, offered)
    with writing(offered) as session:
        session.get_one(Offer, "off-1").title = "As it was"
    with writing(offered) as session:
        session.exec(delete(Change))  # type: ignore[call-overload]
        session.add_all([Change(kind="offer", key=key, mark=mark) for key, mark in kept])

    assert titles(shelf, offered)["off-1"] == "As it was"
