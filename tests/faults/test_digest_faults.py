"""One bad address, one digest that cannot be written and one server that hangs up keep nobody else from the mail."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from matcher.digests.building import build_week
from matcher.mail.delivering import deliver_due
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from tests.conftest import NOW
from tests.faults.mail_world import mails_stored, outbox_to_server, people
from tests.matcher.mail.post_office import PostOffice, opened

OTHERS = [f"reader@r{number}.example" for number in range(4)]
ODD = "odd@odd.example"
ADDRESSES = (
    "no-at-sign",
    "two@at@signs.example",
    "blank in@example.org",
    "@example.org",
    "line\r\nBcc: victim@example.org",
    "<>@example.org",
    "josé@example.org",
    "x" * 200 + "@example.org",
)
NOT_TO_BE_WRITTEN = ({"matches": [{}]}, {"matches": "?"}, {"could_serve": [None]}, {"queue": [{"match": 1}]})


@pytest.fixture
def waiting(engine: Engine) -> Engine:
    """Digests for all, the odd reader's first."""
    with writing(engine) as session:
        people(session, dict.fromkeys((ODD, *OTHERS), ("UTC", 1)))
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    return engine


def deliver_a_day(engine: Engine, office: PostOffice) -> None:
    for hours in (0, 1, 4, 24):
        deliver_due(outbox_to_server(engine, office.port), now=NOW + timedelta(hours=hours))


def stored(engine: Engine) -> dict[str, Delivery]:
    with reading(engine) as session:
        found = mails_stored(session)
        session.expunge_all()
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_bad_address_stops_nobody(engine: Engine, address: str) -> None:
    with writing(engine) as session:
        people(session, dict.fromkeys((address, *OTHERS), ("UTC", 1)))
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    with opened(PostOffice(), enable_SMTPUTF8=False) as office:
        deliver_a_day(engine, office)

    assert sorted(set(office.recipients) & set(OTHERS)) == OTHERS
    assert len(office.recipients) <= len(OTHERS) + 1
    assert not any("victim" in one for one in office.recipients)
    found = stored(engine)
    assert {found[one].state for one in OTHERS} == {DeliveryState.SENT}
    assert found[address].state != DeliveryState.CLAIMED
    assert found[address].error or found[address].state == DeliveryState.SENT


@pytest.mark.parametrize("content", NOT_TO_BE_WRITTEN, ids=json.dumps)
def test_a_digest_that_cannot_be_written_stops_nobody(waiting: Engine, content: dict[str, object]) -> None:
    with writing(waiting) as session:
        session.execute(
            text("UPDATE digest SET content = :content WHERE account = :account"),
            {"content": json.dumps(content), "account": ODD},
        )
    with opened(PostOffice()) as office:
        deliver_a_day(waiting, office)

    found = stored(waiting)
    assert set(OTHERS) <= set(office.recipients)
    assert {found[one].state for one in OTHERS} == {DeliveryState.SENT}
    assert found[ODD].state != DeliveryState.CLAIMED
    assert found[ODD].error or found[ODD].state == DeliveryState.SENT


def test_a_reader_for_whom_the_server_hangs_up_is_left_to_a_person_and_stops_nobody(waiting: Engine) -> None:
    with opened(PostOffice()) as office:
        office.hangs_up_on = ODD
        deliver_a_day(waiting, office)

    found = stored(waiting)
    assert {found[one].state for one in OTHERS} == {DeliveryState.SENT}
    assert (found[ODD].state, office.recipients.count(ODD)) == (DeliveryState.HELD, 1)


def test_an_account_that_is_gone_in_the_meantime_stops_nobody(waiting: Engine) -> None:
    with writing(waiting) as session:
        session.get_one(Account, ODD).active = False
    with opened(PostOffice()) as office:
        deliver_a_day(waiting, office)

    assert set(OTHERS) <= set(office.recipients)
