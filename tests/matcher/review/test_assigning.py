"""A match can be handed to another focal point, who hears of it."""

import pytest
from sqlmodel import Session

from matcher.errors import BadInputError, ConflictError, ForbiddenError
from matcher.review.assigning import assign
from matcher.review.introducing import accept
from models.account import Account
from models.match import Match
from tests.conftest import NOW
from tests.matcher.review.people import (
    ADMINISTRATOR,
    AGENCY,
    CARIBBEAN,
    FOCAL,
    PROVIDER,
    introduced,
    picked,
    readers,
    who,
)


def test_a_match_is_handed_over_and_back(session: Session, match: Match) -> None:
    session.get_one(Account, CARIBBEAN).covers = ["caribbean", "MEX"]
    assign(session, who(session, FOCAL), picked(match), CARIBBEAN, now=NOW)
    assert (match.assigned_to, readers(session, "match-assigned")) == (CARIBBEAN, [CARIBBEAN])

    assign(session, who(session, CARIBBEAN), picked(match), CARIBBEAN, now=NOW)
    assign(session, who(session, CARIBBEAN), picked(match), None, now=NOW)
    assert (match.assigned_to, readers(session, "match-assigned")) == (None, [CARIBBEAN])


def test_only_a_focal_point_for_one_of_the_countries_can_look_after_it(session: Session, match: Match) -> None:
    session.get_one(Account, FOCAL).active = False
    for email in (CARIBBEAN, FOCAL, AGENCY, ADMINISTRATOR, "nobody@example.org"):
        with pytest.raises(BadInputError, match="no active focal point for the countries"):
            assign(session, who(session, ADMINISTRATOR), picked(match), email, now=NOW)


def test_nobody_else_hands_over_and_nothing_that_is_done(session: Session, match: Match) -> None:
    with pytest.raises(ForbiddenError):
        assign(session, who(session, AGENCY), picked(match), FOCAL, now=NOW)

    introduced(session, match)
    accept(session, who(session, PROVIDER), picked(match), now=NOW)
    with pytest.raises(ConflictError, match="is accepted"):
        assign(session, who(session, FOCAL), picked(match), FOCAL, now=NOW)
