"""How often the words of the taxonomies are used by what is published."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.administration.using_taxonomies import KEPT, uses_of
from matcher.errors import ForbiddenError
from matcher.policy import TERMINAL, Actor
from models.account import Role
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region


def test_each_word_is_counted_once_a_published_post_and_the_count_is_kept_for_a_while(session: Session) -> None:
    small_region(session)
    put(
        session,
        builders.request("req-2", sectors=["health", "water-sanitation"]),
        builders.request("req-3", sectors=["health"], state="draft"),
        builders.offer("off-2", sectors=[], organization="abc-bra"),
    )

    found = uses_of(session, TERMINAL, "sectors", several=True, now=NOW)
    assert dict(found.requests) == {"water-sanitation": 2, "health": 1}
    assert dict(found.offers) == {"water-sanitation": 1}
    assert dict(uses_of(session, TERMINAL, "country", several=False, now=NOW).requests) == {"MEX": 2}

    put(session, builders.offer("off-3", sectors=["energy"], organization="abc-bra"))
    later = NOW + KEPT - timedelta(seconds=1)
    assert uses_of(session, TERMINAL, "sectors", several=True, now=later) == found
    assert uses_of(session, TERMINAL, "sectors", several=True, now=NOW + KEPT).offers["energy"] == 1


def test_it_is_for_administrators_only(session: Session) -> None:
    with pytest.raises(ForbiddenError):
        uses_of(session, Actor("a@example.org", role=Role.ANALYST), "sectors", several=True, now=NOW)
