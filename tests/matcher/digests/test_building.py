"""At most one digest for each account and week, and why there is none."""

from collections.abc import Iterable

from sqlalchemy import Engine
from sqlmodel import select

from matcher.digests.building import Plan, build_week, plan_week
from models.account import active_accounts
from models.database import reading, writing
from models.delivery import Delivery
from models.digest import Digest, SkipReason
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest

WEEK = "2026-W48"


def build(engine: Engine, week: str = WEEK) -> dict[str, Plan]:
    with writing(engine) as session:
        plans = build_week(session, week, now=NOW, domain="sursur.example")
    return {plan.account.email: plan for plan in plans}


def test_every_account_has_one_digest_and_every_mail_one_delivery(matched: Engine) -> None:
    built = build(matched)

    with reading(matched) as session:
        accounts = [one.email for one in active_accounts(session)]
        stored = session.exec(select(Digest)).all()
        deliveries = session.exec(select(Delivery)).all()
    assert sorted(built) == sorted(one.account for one in stored) == accounts
    assert {one.digest for one in deliveries} == {one.id for one in stored if one.skipped is None}
    assert len({one.message_id for one in deliveries}) == len(deliveries) > 10


def test_building_a_week_again_builds_nothing(matched: Engine) -> None:
    build(matched)

    assert build(matched) == {}
    with reading(matched) as session:
        weeks = [(one.account, one.week) for one in session.exec(select(Digest))]
        assert len(weeks) == len(set(weeks)) == len(active_accounts(session))


def test_a_week_that_another_builds_between_planning_and_storing_is_stored_once(matched: Engine) -> None:
    with writing(matched) as session:

        def overtaken(plans: Iterable[Plan], _title: str, _total: int) -> Iterable[Plan]:
            assert build_week(session, WEEK, now=NOW, domain="sursur.example")
            return plans

        assert build_week(session, WEEK, now=NOW, domain="sursur.example", track=overtaken) == []

    with reading(matched) as session:
        assert len(session.exec(select(Digest)).all()) == len(active_accounts(session))


def test_an_account_with_nothing_to_read_gets_no_mail_and_the_reason_is_kept(small: Engine) -> None:
    build(small)

    with reading(small) as session:
        assert {one.skipped for one in session.exec(select(Digest))} == {SkipReason.NOTHING_TO_SAY}
        assert session.exec(select(Delivery)).all() == []


def test_an_account_that_joins_later_in_the_week_gets_its_digest_then(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
    build(small)
    with writing(small) as session:
        put(session, builders.account("second.mex@example.org", organization="amexcid-mex"))

    assert list(build(small)) == ["second.mex@example.org"]


def test_an_account_that_is_switched_off_gets_none(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
        put(session, builders.account("left.mex@example.org", organization="amexcid-mex", active=False))

    assert "left.mex@example.org" not in build(small)


def test_planning_writes_nothing(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
    with reading(small) as session:
        plans = plan_week(session, WEEK, now=NOW)
        assert any(plan.content for plan in plans)
    with reading(small) as session:
        assert session.exec(select(Digest)).all() == session.exec(select(Delivery)).all() == []


def test_an_account_in_a_language_that_the_service_does_not_speak_stops_nobody(matched: Engine) -> None:
    with writing(matched) as session:
        put(session, builders.account("x@example.org", organization="mpce-hti", language="ht"))

    built = build(matched)

    assert len(built) > 20
    assert built["x@example.org"].content["matches"]
