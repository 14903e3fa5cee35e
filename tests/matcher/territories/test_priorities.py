"""What a territory most wants to see done, and the request that is made of it with one step."""

import pytest
from sqlalchemy import Engine

from matcher.cursors import Part
from matcher.editing import history
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.policy import PUBLIC
from matcher.posting.drafting import delete_draft
from matcher.territories.priorities import (
    PriorityFilter,
    draft_request,
    edit_priority,
    of_territory,
    one_priority,
    priorities,
    state_priority,
    withdraw_priority,
)
from models.database import writing
from models.priority import Priority, PriorityPost, PriorityUpdate
from tests.conftest import NOW
from tests.exchanging import who
from tests.matcher.territories.conftest import CITY, COLOMBIA

WASTE = PriorityPost(
    working_group="Mesa territorial",
    title="Separar los residuos",
    text="Los municipios recogen los residuos sin separarlos.",
    language="es",
    sectors=["environment"],
    sdgs=[12],
    year=2027,
    rank=2,
)


def test_a_territory_states_its_priorities_in_their_order(colombia: Engine) -> None:
    with writing(colombia) as session:
        city = who(session, CITY)
        second = state_priority(session, city, "medellin-col", WASTE, now=NOW)
        first = state_priority(session, city, "medellin-col", WASTE.model_copy(update={"rank": 1}), now=NOW)
        assert [one.id for one in of_territory(session, PUBLIC, "medellin-col")] == [first.id, second.id]
        edit_priority(session, city, second.id, PriorityUpdate(year=2028), version=1, now=NOW)
        assert [one.id for one in of_territory(session, PUBLIC, "medellin-col")] == [second.id, first.id]
        withdraw_priority(session, city, first.id, version=1, now=NOW)
        with pytest.raises(NotFoundError):
            one_priority(session, PUBLIC, first.id)
        with pytest.raises(ForbiddenError):
            state_priority(session, who(session, "agency.mex@example.org"), "medellin-col", WASTE, now=NOW)
        with pytest.raises(BadInputError, match="only territories"):
            state_priority(session, who(session, COLOMBIA), "apc-col", WASTE, now=NOW)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PriorityFilter(country="COL", sector="environment", sdg=12, year=2027), 1),
        (PriorityFilter(text="residuos", organization="medellin-col"), 1),
        (PriorityFilter(country="BRA"), 0),
        (PriorityFilter(sector="health"), 0),
    ],
)
def test_others_find_what_territories_want(colombia: Engine, wanted: PriorityFilter, found: int) -> None:
    with writing(colombia) as session:
        state_priority(session, who(session, CITY), "medellin-col", WASTE, now=NOW)
        assert len(priorities(session, PUBLIC, wanted, Part())[0]) == found


def test_one_step_makes_a_draft_request_that_keeps_the_link(colombia: Engine) -> None:
    with writing(colombia) as session:
        city = who(session, CITY)
        key = state_priority(session, city, "medellin-col", WASTE, now=NOW).id
        case = draft_request(session, city, key, now=NOW)
        post = case.post
        assert (post.title, post.sectors, post.sdgs, post.territory) == (WASTE.title, ["environment"], [12], "CO-ANT")
        assert (post.organization, post.state) == ("medellin-col", "draft")
        assert one_priority(session, city, key).request == case.id
        assert one_priority(session, PUBLIC, key).request is None
        assert history(session, "priority", key)[-1].change == {"request": [None, case.id]}
        with pytest.raises(ConflictError):
            draft_request(session, city, key, now=NOW)
        with pytest.raises(ForbiddenError):
            draft_request(session, who(session, "city.offers@example.org"), key, now=NOW)

        delete_draft(session, city, case, version=post.version, now=NOW)
        session.expire_all()
        assert session.get_one(Priority, key).request is None
