"""Practices of places like one's own, the most alike first, and in what they are alike."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import BadInputError
from matcher.policy import PUBLIC
from matcher.practices.finding import PracticeFilter
from matcher.practices.nearby import places_like, practices_like, shared_by
from models.database import writing
from models.practice import Practice
from scoring.context import country_similarity
from tests import builders
from tests.matched import put

COUNTRIES = ("HND", "SLV", "NIC", "MEX", "CHL", "HTI", "JPN")


def fill(session: Session) -> None:
    rows = [builders.practice(f"pra-{number}-{code}", country=code) for number, code in enumerate(COUNTRIES)]
    put(
        session,
        *rows,
        Practice(id="pra-none", organization="abc-bra", title="x", problem="x", solution="x", language="es"),
    )


def test_the_most_alike_come_first_and_a_country_is_not_like_itself(small: Engine) -> None:
    with writing(small) as session:
        fill(session)
        found, following = practices_like(session, PUBLIC, PracticeFilter(), "HND")
        codes = [one.country or "" for one in found]

        assert codes[:2] == ["NIC", "SLV"]
        assert not {"HND", "JPN", ""} & set(codes)
        assert codes == sorted(codes, key=lambda code: -(country_similarity("HND", code) or 0))
        assert following is None


def test_the_list_is_read_part_by_part_without_gaps(small: Engine) -> None:
    with writing(small) as session:
        fill(session)
        put(session, *(builders.practice(f"pra-nic-{number}", country="NIC") for number in range(3)))
        whole = [one.id for one in practices_like(session, PUBLIC, PracticeFilter(), "HND")[0]]
        parts, after = [], None
        while True:
            rows, after = practices_like(session, PUBLIC, PracticeFilter(), "HND", after=after, limit=2)
            parts += [one.id for one in rows]
            if after is None:
                break

        assert parts == whole
        for wrong in ("nothing", "x~y", "1"):
            with pytest.raises(BadInputError):
                practices_like(session, PUBLIC, PracticeFilter(), "HND", after=wrong)


def test_other_wishes_still_count(small: Engine) -> None:
    with writing(small) as session:
        fill(session)

        assert practices_like(session, PUBLIC, PracticeFilter(sector="energy"), "HND")[0] == []


def test_it_is_said_in_what_two_places_are_alike() -> None:
    assert {"subregion", "language"} <= set(shared_by("HND", "NIC"))
    assert shared_by("HND", "HND") == shared_by("HND", None) == shared_by("", "HND") == []
    assert "HND" not in places_like("HND")
