"""Writers are told when a focal point gives their practice back, and not when they take it back themselves."""

from sqlalchemy import Engine

from matcher.practices.moving import move_practice
from models.database import writing
from models.practice import PracticeState
from models.practice_schemas import PracticeMove
from tests import builders
from tests.conftest import NOW
from tests.exchanging import FOCAL, PROVIDER, STRANGER, letters, more_people, who
from tests.matched import put

BACK = PracticeMove(state=PracticeState.DRAFT, note="Which figures?")


def test_the_writers_hear_that_it_came_back_and_why(small: Engine) -> None:
    with writing(small) as session:
        more_people(session)
        put(session, builders.practice(organization="sabesp-bra", written_by="sena-col", state="submitted"))
        row = move_practice(session, who(session, FOCAL), "pra-1", BACK, version=1, now=NOW)

        assert row.note == "Which figures?"
        assert sorted(letters(session, "practice-returned")) == [PROVIDER, STRANGER]


def test_who_takes_it_back_himself_is_not_told(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.practice(organization="sabesp-bra", state="submitted"))
        move_practice(session, who(session, PROVIDER), "pra-1", BACK, version=1, now=NOW)

        assert letters(session, "practice-returned") == []
