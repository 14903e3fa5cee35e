"""Administrators decide about proposed weights; the experts' table is there before any."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.learning.deciding import all_tables, go_back, promote_table, reject_table, weights_in_use
from matcher.learning.promoting import KIND
from matcher.policy import Actor
from matcher.trail import trail
from models.account import Role
from models.database import writing
from scoring import EXPERT_MODEL
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.learning.reviewed import learned

ANA = Actor("ana@example.org", role=Role.ADMINISTRATOR)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def test_a_proposal_is_put_to_use_and_taken_back(session: Session) -> None:
    put(session, learned("learned-1"))
    assert weights_in_use(session, ANA).version == EXPERT_MODEL.version

    promote_table(session, ANA, "learned-1", now=NOW)
    assert (weights_in_use(session, ANA).version, weights_in_use(session, ANA).misfits) == ("learned-1", [])

    assert go_back(session, ANA, now=NOW) is None
    assert weights_in_use(session, ANA).table is None
    with pytest.raises(BadInputError):
        go_back(session, ANA, now=NOW)


def test_a_rejected_proposal_is_kept_and_may_be_used_after_all(session: Session) -> None:
    put(session, learned("learned-1"))

    for _ in range(2):
        assert reject_table(session, ANA, "learned-1", now=NOW).state == "rejected"
    session.flush()
    assert [one.action for one in trail(session, ANA, KIND, "learned-1")] == ["learning.reject"]
    promote_table(session, ANA, "learned-1", now=NOW)
    assert [one.state for one in all_tables(session, ANA)] == ["active"]
    with pytest.raises(ConflictError):
        reject_table(session, ANA, "learned-1", now=NOW)
    with pytest.raises(NotFoundError):
        reject_table(session, ANA, "learned-9", now=NOW)


def test_nobody_else_sees_or_decides(session: Session) -> None:
    focal = Actor("focal@example.org", role=Role.FOCAL_POINT)
    put(session, learned("learned-1"))

    for refused in (
        lambda: weights_in_use(session, focal),
        lambda: all_tables(session, focal),
        lambda: promote_table(session, focal, "learned-1", now=NOW),
        lambda: reject_table(session, focal, "learned-1", now=NOW),
        lambda: go_back(session, focal, now=NOW),
    ):
        with pytest.raises(ForbiddenError):
            refused()
