"""Each part of the service is judged by what the database and the machine tell."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from matcher.administration.health import Condition, Finding, Machine, health, worst
from matcher.administration.waiting import LATE
from matcher.clock import LEASE
from matcher.errors import ForbiddenError
from matcher.letters.writing import write_letter
from matcher.policy import TERMINAL, Actor
from models.account import Role
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.lease import take_lease
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region, suggest

ANALYST = Actor("a@example.org", role=Role.ANALYST)


def looked(engine: Engine, now: datetime = NOW, **machine: object) -> dict[str, Finding]:
    own = Machine(engine, {"attachments": Path()}, mails_leave=True, index=None)
    own = Machine(**{**vars(own), **machine})  # type: ignore[arg-type]
    with reading(engine) as session:
        return {str(one.name): one for one in health(session, TERMINAL, own, now=now)}


def test_an_old_schema_is_to_be_mended(engine: Engine) -> None:
    assert looked(engine)["Database"].condition == Condition.GOOD
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'old'"))

    found = looked(engine)["Database"]
    assert (found.condition, "old" in str(found.said)) == (Condition.BAD, True)
    assert found.todo is not None


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(minutes=1), Condition.GOOD),
        (timedelta(minutes=10), Condition.WATCH),
        (LEASE + timedelta(minutes=1), Condition.BAD),
    ],
)
def test_the_clock_is_judged_by_its_last_tick(engine: Engine, after: timedelta, expected: Condition) -> None:
    assert looked(engine)["Clock"].condition == Condition.BAD
    with writing(engine) as session:
        take_lease(session, "clock", "host-7", now=NOW, life=LEASE)

    found = looked(engine, NOW + after)["Clock"]
    assert (found.condition, found.at) == (expected, NOW)
    assert "host-7" in str(found.said)


def test_a_ranking_grows_old(engine: Engine) -> None:
    assert looked(engine)["Weekly ranking"].condition == Condition.WATCH
    with writing(engine) as session:
        small_region(session)
        suggest(session)

    assert looked(engine)["Weekly ranking"].condition == Condition.GOOD
    assert looked(engine, NOW + timedelta(days=9))["Weekly ranking"].condition == Condition.BAD


def test_mail_that_does_not_leave_is_told_before_mail_in_doubt(engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.account("a@example.org", "analyst"))
        for once in ("1", "2"):
            write_letter(session, "a@example.org", "password-reset", {"token": ""}, now=NOW, once=once)
        session.get_one(Delivery, 1).state = DeliveryState.HELD

    found = looked(engine)["Outbox"]
    assert (found.condition, str(found.said)) == (Condition.WATCH, "1 mails wait to go out; 1 are in doubt.")
    assert looked(engine, NOW + LATE * 2)["Outbox"].condition == Condition.BAD


def test_what_the_machine_says_of_itself(engine: Engine) -> None:
    assert looked(engine)["Mail server"].condition == Condition.GOOD
    assert looked(engine, mails_leave=False)["Mail server"].condition == Condition.WATCH
    assert "7 offers" in str(looked(engine, index=(NOW.date(), 7))["Search index"].said)


def test_folders_of_one_disk_are_told_together(engine: Engine, tmp_path: Path) -> None:
    found = looked(engine, folders={"database": tmp_path, "mails": tmp_path / "not" / "there"})

    assert "Disk of the database; the mails" in found


def test_the_whole_is_as_bad_as_its_worst_part(engine: Engine) -> None:
    assert worst([]) == Condition.GOOD
    assert worst(list(looked(engine).values())) == Condition.BAD


def test_it_is_for_administrators_only(session: Session, engine: Engine) -> None:
    with pytest.raises(ForbiddenError):
        health(session, ANALYST, Machine(engine, {}, mails_leave=True, index=None), now=NOW)
