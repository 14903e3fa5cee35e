"""What the finder looks at: a request, a match, an exchange, each as its reader may see it."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import NotFoundError
from matcher.exchanges.parts import add_part
from matcher.policy import PUBLIC, TERMINAL
from matcher.support.answers import Answer, Rule
from matcher.support.finding import Found, support_of_exchange, support_of_pair, support_of_request
from models.cost_share import CostShare, CostShareCreate
from models.database import reading, writing
from models.exchange import Exchange, ExchangeParticipant
from tests.builders import mechanism, offer, organization, request, sides
from tests.conftest import NOW
from tests.exchanging import ANALYST, PROVIDER, RECIPIENT, completed, more_people, opened, who
from tests.matched import put, suggest

TERMS = {"countries": ["MEX", "BRA"], "modalities": ["training"], "call": "rolling", "who_may_ask": "Ministries"}


@pytest.fixture
def world(small: Engine) -> Engine:
    """The small region with one mechanism of PAHO that pays up to 20,000 dollars."""
    with writing(small) as session:
        more_people(session)
        put(session, organization("paho", None, name="Pan American Health Organization", acronym="PAHO"))
        put(session, mechanism("mec-1", **TERMS, ceiling_amount=20000, ceiling_currency="USD"))
    return small


def rule(found: Found, which: Rule) -> tuple[str, str]:
    """The answer and the reason of a rule of the only mechanism."""
    (one,) = (checked for checked in found.judged[0].rules if checked.rule == which)
    return str(one.answer), str(one.reason)


def test_a_request_is_judged_without_its_provider(world: Engine) -> None:
    with reading(world) as session:
        found = support_of_request(session, PUBLIC, "req-agua")

    assert (found.case.learning, found.case.teaching, found.case.seeking) == (("MEX",), (), True)
    assert (found.case.sectors, found.case.modalities) == (("water-sanitation",), ("training",))
    assert rule(found, Rule.COUNTRIES) == ("yes", "Among its countries: Mexico.")
    assert (found.partners, found.with_offer) == ((), None)


def test_a_joint_request_counts_every_country(world: Engine) -> None:
    with writing(world) as session:
        put(session, request("req-joint", with_countries=["GTM"]))
    with reading(world) as session:
        found = support_of_request(session, PUBLIC, "req-joint")

    assert found.case.learning == ("MEX", "GTM")
    assert rule(found, Rule.COUNTRIES) == ("no", "Not among its countries: Guatemala.")


def test_the_third_partners_of_a_request_are_those_of_its_best_suggestion(world: Engine) -> None:
    with writing(world) as session:
        put(session, offer("off-hidden", organization="abc-bra", visibility="parties"))
        suggest(session)
        suggest(session, "req-agua", "off-hidden").rank = 0
    with reading(world) as session:
        found = support_of_request(session, PUBLIC, "req-agua")
        pair = support_of_pair(session, PUBLIC, "req-agua", "off-agua")

    assert found.with_offer == "off-agua"
    assert [one.who for one in found.partners] == [one.who for one in pair.partners] == ["paho"]


def test_a_match_is_judged_with_both_countries(world: Engine) -> None:
    with reading(world) as session:
        found = support_of_pair(session, PUBLIC, "req-agua", "off-agua")

    assert (found.case.learning, found.case.teaching, found.case.seeking) == (("MEX",), ("BRA",), False)
    assert rule(found, Rule.COUNTRIES) == ("yes", "Among its countries: Mexico, Brazil.")


def test_what_somebody_says_that_it_costs_is_held_against_the_ceiling(world: Engine) -> None:
    with reading(world) as session:
        unknown = support_of_pair(session, PUBLIC, "req-agua", "off-agua")
        dear = support_of_pair(session, PUBLIC, "req-agua", "off-agua", {"USD": 50000})

    assert rule(unknown, Rule.CEILING)[0] == Answer.ASK
    assert rule(dear, Rule.CEILING)[0] == Answer.NO


@pytest.mark.parametrize(("table", "key"), [("request", "req-hidden"), ("offer", "off-hidden")])
def test_of_a_hidden_post_nobody_learns_what_could_support_it(world: Engine, table: str, key: str) -> None:
    with writing(world) as session:
        put(session, request("req-hidden", state="draft"), offer("off-hidden", visibility="parties"))
    with reading(world) as session:
        pair = ("req-hidden", "off-agua") if table == "request" else ("req-agua", "off-hidden")
        with pytest.raises(NotFoundError, match=key):
            support_of_pair(session, PUBLIC, *pair)
        assert support_of_pair(session, TERMINAL, *pair).case.learning == ("MEX",)


def test_the_costs_of_an_exchange_count_for_those_who_may_read_its_plan(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        for amount in (8000, 13000):
            share = CostShareCreate(organization="sabesp-bra", kind="cash", what="Fees", amount=amount, currency="USD")
            add_part(session, who(session, PROVIDER), exchange.id, CostShare, share, now=NOW)
        key = exchange.id
    with reading(world) as session:
        seen = {email: support_of_exchange(session, who(session, email), key) for email in (RECIPIENT, ANALYST)}
        with pytest.raises(NotFoundError):
            support_of_exchange(session, PUBLIC, key)

    assert rule(seen[RECIPIENT], Rule.CEILING)[0] == Answer.NO
    assert "21,000 USD" in rule(seen[RECIPIENT], Rule.CEILING)[1]
    assert rule(seen[ANALYST], Rule.CEILING)[0] == Answer.ASK
    assert seen[ANALYST].case.costs == {}


def test_who_asks_in_an_exchange_is_known_where_its_organizations_are(world: Engine) -> None:
    with writing(world) as session:
        exchange = completed(session)
        exchange.shown_in_full = False
        key = exchange.id
    with reading(world) as session:
        assert support_of_exchange(session, PUBLIC, key).case.asker is None
        assert support_of_exchange(session, who(session, ANALYST), key).case.asker == "ministry"


def test_nobody_who_takes_part_in_an_exchange_is_its_third_partner(world: Engine) -> None:
    with writing(world) as session:
        taking_part(session, "exc-1", "paho")
        taking_part(session, "exc-2", "unep")
    with reading(world) as session:
        found = support_of_exchange(session, PUBLIC, "exc-1")

    assert [one.who for one in found.partners] == ["unep"]
    assert rule(found, Rule.MODALITY)[0] == Answer.ASK


def taking_part(session: Session, key: str, facilitator: str) -> None:
    """A past exchange about water with an organization that facilitated it."""
    put(session, Exchange(id=key, title=key, text="", sectors=["water-sanitation"]), *sides(key))
    if facilitator != "paho":
        put(session, organization(facilitator, None))
    put(session, ExchangeParticipant(exchange=key, position=2, role="facilitator", organization=facilitator))
