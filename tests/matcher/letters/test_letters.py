"""Letters are queued with what they tell, said once, and leave no secret behind."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.letters.rendering import paragraphs
from matcher.letters.writing import write_letter
from models.database import reading, writing
from models.delivery import Delivery
from models.letter import Letter
from tests.conftest import NOW

AGENCY = "agency.mex@example.org"


def test_what_must_be_said_once_is_queued_once(small: Engine) -> None:
    with writing(small) as session:
        first = write_letter(session, AGENCY, "invitation", {}, now=NOW, once="invitation:1")
        again = write_letter(session, AGENCY, "invitation", {}, now=NOW, once="invitation:1")
        other = write_letter(session, AGENCY, "invitation", {}, now=NOW)

    assert (first, again, other) == (True, False, True)
    with reading(small) as session:
        assert len(session.exec(select(Letter)).all()) == len(session.exec(select(Delivery)).all()) == 2


def test_a_letter_is_taken_back_with_what_it_tells(small: Engine) -> None:
    def fail_after_writing() -> None:
        with writing(small) as session:
            write_letter(session, AGENCY, "invitation", {}, now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_writing()
    with reading(small) as session:
        assert session.exec(select(Letter)).all() == []


def test_an_address_that_stands_alone_becomes_a_link() -> None:
    assert paragraphs("Dear all,\n\nPlease open\nhttps://sursur.example/a?b=1\n\nThanks") == [
        {"lines": ["Dear all,"], "link": None},
        {"lines": ["Please open"], "link": "https://sursur.example/a?b=1"},
        {"lines": ["Thanks"], "link": None},
    ]
