"""`sursur digest deliveries`, `resend` and `arrived`, as people type them."""

import json

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select, update

from matcher.digests.building import build_week
from matcher.letters.writing import write_letter
from models.audit import AuditEvent
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from tests.conftest import NOW
from tests.matched import small_region, suggest
from tests.shell import Ended, sursur


@pytest.fixture
def doubtful(engine: Engine) -> Engine:
    """Three digests and a letter: the first digest is in doubt."""
    with writing(engine) as session:
        small_region(session)
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
        write_letter(session, "focal@example.org", "confirmation", {"token": "word"}, now=NOW)
        held = {"state": DeliveryState.HELD, "attempts": 1, "error": "no reply after the content: timed out"}
        session.execute(update(Delivery).where(col(Delivery.id) == 1).values(held))
    return engine


def run(engine: Engine, *words: object) -> Ended:
    return sursur(engine.url.render_as_string(hide_password=False), "digest", *words)


def test_what_is_in_doubt_is_listed_with_the_server_s_last_words(doubtful: Engine) -> None:
    ended = run(doubtful, "deliveries", "--state", "held")

    assert ended.out.strip() == (
        "1  held  agency.mex@example.org  digest 2026-W48, 1 attempts: no reply after the content: timed out"
    )
    assert "No mail is failed." in run(doubtful, "deliveries", "--state", "failed").out


def test_json_lists_everything_the_newest_first(doubtful: Engine) -> None:
    found = json.loads(run(doubtful, "deliveries", "--json").out)

    assert [one["id"] for one in found] == [4, 3, 2, 1]
    assert (found[0]["kind"], found[0]["week"], found[0]["account"]) == ("confirmation", None, "focal@example.org")
    assert (found[3]["kind"], found[3]["state"], found[3]["attempts"]) == ("digest", "held", 1)
    assert "word" not in json.dumps(found)
    assert len(json.loads(run(doubtful, "deliveries", "--json", "--limit", 2).out)) == 2


def state(engine: Engine) -> tuple[str, str]:
    with reading(engine) as session:
        row = session.get_one(Delivery, 1)
        return row.state, row.message_id


@pytest.mark.parametrize(
    ("words", "after", "action"),
    [(("resend", 1), "queued", "delivery.resent"), (("arrived", 1), "sent", "delivery.arrived")],
)
def test_a_person_decides_on_one_mail_with_a_trail(
    doubtful: Engine, words: tuple[object, ...], after: str, action: str
) -> None:
    before = state(doubtful)
    ended = run(doubtful, *words, "--by", "eva")

    assert (ended.code, "1 deliveries" in ended.out) == (0, True)
    assert state(doubtful) == (after, before[1])
    with reading(doubtful) as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == action)).one()
    assert (event.actor, event.kind, event.key) == ("eva", "delivery", "1")


def test_one_that_is_in_no_doubt_stops_all_that_were_named(doubtful: Engine) -> None:
    assert "is queued" in run(doubtful, "resend", 1, 2).reason
    assert state(doubtful)[0] == "held"
    assert "there is no delivery" in run(doubtful, "arrived", 99).reason


def test_a_week_is_sent_again_whole(doubtful: Engine) -> None:
    assert "1 deliveries of 2026-W48 wait" in run(doubtful, "resend", "--week", "2026-W48").out


@pytest.mark.parametrize("words", [("resend",), ("resend", 1, "--week", "2026-W48")])
def test_single_ones_or_a_week_is_named(doubtful: Engine, words: tuple[object, ...]) -> None:
    assert "either single deliveries or --week" in run(doubtful, *words).reason


def test_without_an_address_nothing_can_come_back(doubtful: Engine) -> None:
    assert "SURSUR_BOUNCE_ADDRESS is not set" in run(doubtful, "bounce").reason
