"""What members read of their networks: answers to them first, and only what is new."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from matcher.audit import record
from matcher.communities.moderating import hide, report
from matcher.communities.talking import answer
from models.contribution import AnswerPost, Cause, Contribution, Reported
from models.database import writing
from tests import builders
from tests.conftest import NOW
from tests.exchanging import who
from tests.matched import put
from tests.matcher.digests.said import AGENCY, FOCAL, PROVIDER, WINDOW, section

YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def network(small: Engine) -> Engine:
    """A network run by CONAGUA with Mexico's agency and, as a country, Brazil; Mexico asked something yesterday."""
    with writing(small) as session:
        put(
            session,
            builders.community(organization="conagua-mex", name="Red del agua"),
            builders.member(organization="amexcid-mex"),
            builders.member(country="BRA"),
            builders.question("con-1", AGENCY, organization="amexcid-mex", at=YESTERDAY, last_at=YESTERDAY),
        )
    return small


def test_members_read_a_question_and_its_author_the_answer(network: Engine) -> None:
    with writing(network) as session:
        row = answer(session, who(session, WINDOW), "con-1", AnswerPost(text="Assim.", language="pt"), now=NOW)
        key = row.id
    where = {"title": "¿Cómo se mide?", "community": {"id": "com-agua", "name": "Red del agua"}, "question": "con-1"}

    assert section(network, WINDOW, "community") == [{"news": "question", "id": "con-1", **where}]
    assert section(network, AGENCY, "community") == [{"news": "answer", "id": key, **where}]
    assert section(network, AGENCY, "community", now=NOW + timedelta(days=8)) == []


def test_what_was_reported_waits_for_those_who_keep_order_until_it_is_hidden(network: Engine) -> None:
    reason = Reported(cause=Cause.OFF_TOPIC)
    with writing(network) as session:
        report(session, who(session, WINDOW), "con-1", reason, now=NOW)

    assert [(one["news"], one["id"]) for one in section(network, FOCAL, "community")] == [("report", "con-1")]

    with writing(network) as session:
        version = session.get_one(Contribution, "con-1").version
        hide(session, who(session, FOCAL), "con-1", reason, version=version, now=NOW)
    assert section(network, FOCAL, "community") == section(network, WINDOW, "community") == []


def test_members_read_what_others_of_them_newly_ask_and_offer_in_its_sectors(network: Engine) -> None:
    fresh = {"published_at": YESTERDAY}
    with writing(network) as session:
        put(
            session,
            builders.offer("off-nueva", organization="sabesp-bra", **fresh),
            builders.offer("off-reservada", organization="sabesp-bra", visibility="parties", **fresh),
            builders.offer("off-turismo", organization="sabesp-bra", sectors=["tourism"], **fresh),
            builders.request("req-nueva", organization="amexcid-mex", **fresh),
            builders.practice("pra-nueva", organization="sabesp-bra"),
        )
        record(session, "practice.published", ("practice", "pra-nueva"), now=YESTERDAY, actor=PROVIDER, change={})

    assert [one["id"] for one in section(network, AGENCY, "community")] == ["off-nueva", "pra-nueva"]
    assert [(one["news"], one["id"]) for one in section(network, WINDOW, "community")] == [
        ("question", "con-1"),
        ("request", "req-nueva"),
        ("offer", "off-nueva"),
        ("practice", "pra-nueva"),
    ]
