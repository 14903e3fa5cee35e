"""What if: the ranking with other weights or tags, beside the one as it is, for whoever may see the offers."""

import pytest
from sqlalchemy import Engine

from matcher.errors import BadInputError
from matcher.matching.explaining import compare_offers, explain_pair
from matcher.matching.records import gather
from matcher.matching.what_if import SHOWN, Factor, Moved, Wish, what_if
from matcher.policy import PUBLIC
from matcher.policy.actor import TERMINAL, Actor
from models.database import reading, writing
from models.request import Request
from scoring import EXPERT_MODEL, rank
from scoring.features import Family
from tests.builders import offer, organization, request
from tests.conftest import NOW

TODAY = NOW.date()
WATER, HEALTH = "Gestión comunitaria del agua potable rural", "Vacunas para la infancia"


@pytest.fixture
def offers(engine: Engine) -> Engine:
    """A request for water; an offer of the same words in another sector, one of the sector in other words, others."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add(request(text=WATER, sectors=["water-sanitation"]))
        session.add(offer("off-words", text=WATER, sectors=["culture"]))
        session.add(offer("off-sector", text="Turbinas", title="Turbinas", sectors=["water-sanitation"]))
        session.add(offer("off-health", text=HEALTH, title=HEALTH, sectors=["health"]))
        session.add(offer("off-home", organization="amexcid-mex", country="MEX", text=WATER))
        session.add_all(
            offer(f"off-{number:02}", text="Danza", title="Danza", sectors=["culture"]) for number in range(12)
        )
    return engine


def tried(engine: Engine, wish: Wish, actor: Actor = PUBLIC) -> list[Moved]:
    with reading(engine) as session:
        index = gather(session, as_of=TODAY).index(TODAY)
        return what_if(session, actor, session.get_one(Request, "req-1"), wish, index=index)


def told(moved: list[Moved]) -> dict[str, tuple[int | None, int | None]]:
    return {one.offer.id: (one.before, one.after) for one in moved}


def test_with_nothing_changed_nothing_moves(offers: Engine) -> None:
    moved = tried(offers, Wish())

    assert [one.before for one in moved] == [one.after for one in moved] == list(range(1, SHOWN + 1))
    assert "off-home" not in told(moved)


def test_without_the_texts_the_tags_decide(offers: Engine) -> None:
    found = told(tried(offers, Wish(factors={Family.TEXT: Factor.NOTHING})))

    assert found["off-words"][0] == 1
    assert found["off-sector"] == (2, 1)
    assert (found["off-words"][1] or 99) > 1


def test_another_sector_lifts_what_serves_it(offers: Engine) -> None:
    before, after = told(tried(offers, Wish(sectors=("health",))))["off-health"]

    assert after is not None
    assert after < (before or 99)


def test_other_weights_rank_as_a_table_with_these_weights_does(offers: Engine) -> None:
    wish = Wish(factors={Family.TEXT: Factor.HALF, Family.TAGS: Factor.FOURFOLD, Family.PRACTICE: Factor.NOTHING})
    moved = tried(offers, wish)
    with reading(offers) as session:
        inputs = gather(session, as_of=TODAY)
        ranking = rank(inputs.requests[0], inputs.index(TODAY), model=wish.weighed(EXPERT_MODEL))

    assert [one.offer.id for one in moved[:SHOWN]] == [one.offer for one in ranking.places]


def test_the_order_is_that_of_the_place_it_would_have(offers: Engine) -> None:
    moved = tried(offers, Wish(factors={Family.TEXT: Factor.NOTHING}, sectors=("health",)))

    assert [one.after for one in moved[:SHOWN]] == list(range(1, SHOWN + 1))


def test_what_the_reader_may_not_see_has_no_place(offers: Engine) -> None:
    with writing(offers) as session:
        session.add(offer("off-secret", text=WATER, sectors=["water-sanitation"], visibility="parties"))

    assert "off-secret" not in told(tried(offers, Wish()))
    assert told(tried(offers, Wish()))["off-words"] == (1, 1)
    assert told(tried(offers, Wish(), TERMINAL))["off-secret"] == (1, 1)


def test_where_nothing_counts_nothing_is_ranked(offers: Engine) -> None:
    with pytest.raises(BadInputError, match="at least one kind of evidence"):
        tried(offers, Wish(factors=dict.fromkeys(Family, Factor.NOTHING)))


def test_offers_that_are_compared_are_explained_as_each_alone(offers: Engine) -> None:
    keys = ["off-sector", "off-home", "off-words", "off-07", "off-gone"]
    with reading(offers) as session:
        index = gather(session, as_of=TODAY).index(TODAY)
        compared = compare_offers(session, session.get_one(Request, "req-1"), keys, index=index)
        alone = [explain_pair(session, "req-1", key, index=index) for key in keys[:-1]]

    assert [(one.explanation, one.place) for one in compared] == [(one.explanation, one.place) for one in alone]
    assert [one.place for one in compared[:3]] == [2, None, 1]
