"""What would go to whom if a week were sent now, and why nothing would to the others."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, select

from matcher.digests.building import build_week
from matcher.digests.foreseeing import foresee
from matcher.mail.holding import hold
from matcher.policy import TERMINAL
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.digest import Digest, SkipReason
from models.hold import Held
from models.match import Match, MatchState
from tests.conftest import NOW
from tests.matched import suggest
from tests.matcher.digests.said import AGENCY

WEEK = "2026-W48"
Act = Callable[[Session], object]


def reasons(engine: Engine, *, now: datetime = NOW) -> dict[str, SkipReason | None]:
    with reading(engine) as session:
        return {one.account.email: one.skipped for one in foresee(session, WEEK, now=now)}


def build(session: Session) -> None:
    build_week(session, WEEK, now=NOW, domain="sursur.example")


def delivery_is(state: DeliveryState, *, later: timedelta = timedelta()) -> Act:
    def act(session: Session) -> None:
        build(session)
        session.execute(update(Delivery).values(state=state, due_at=NOW + later))

    return act


def account_is(**values: object) -> Act:
    return lambda session: session.execute(update(Account).values(values))


def withdrawn_after_building(session: Session) -> None:
    build(session)
    session.execute(update(Match).values(state=MatchState.SUPERSEDED))


CASES: dict[str, tuple[Act, SkipReason | None]] = {
    "new": (lambda session: None, None),  # noqa: ARG005
    "switched off": (account_is(active=False), SkipReason.INACTIVE),
    "invited": (account_is(invited_at=NOW), SkipReason.INACTIVE),
    "unreachable": (account_is(mail_stopped="bounced"), SkipReason.MAIL_STOPPED),
    "unsubscribed": (account_is(wants_digest=False), SkipReason.NOT_WANTED),
    "paused": (
        lambda session: hold(session, Held.DIGESTS, TERMINAL, reason="holidays", now=NOW),
        SkipReason.HELD,
    ),
    "built": (build, None),
    "sent": (delivery_is(DeliveryState.SENT), SkipReason.HAS_IT),
    "in doubt": (delivery_is(DeliveryState.HELD), SkipReason.IN_DOUBT),
    "refused": (delivery_is(DeliveryState.FAILED), SkipReason.REFUSED),
    "tried again later": (
        delivery_is(DeliveryState.QUEUED, later=timedelta(minutes=5)),
        SkipReason.NOT_DUE_YET,
    ),
    "over since it was built": (withdrawn_after_building, SkipReason.NOTHING_TO_SAY),
}


@pytest.mark.parametrize("name", CASES)
def test_each_reason_is_told(small: Engine, name: str) -> None:
    act, expected = CASES[name]
    with writing(small) as session:
        suggest(session)
    with writing(small) as session:
        act(session)

    assert reasons(small)[AGENCY] == expected


def test_who_unsubscribes_after_the_building_gets_nothing(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
        build(session)
        account_is(wants_digest=False)(session)

    assert reasons(small)[AGENCY] == SkipReason.NOT_WANTED


def test_what_is_foreseen_is_what_is_built_then(matched: Engine) -> None:
    with reading(matched) as session:
        foreseen = {one.account.email: (one.content, one.skipped) for one in foresee(session, WEEK, now=NOW)}
    with writing(matched) as session:
        build(session)
    with reading(matched) as session:
        built = {one.account: (one.content, one.skipped) for one in session.exec(select(Digest))}

    assert foreseen == built


def test_each_is_due_on_his_own_morning(small: Engine) -> None:
    with writing(small) as session:
        row = session.get_one(Account, AGENCY)
        row.time_zone, row.digest_weekday = "America/Mexico_City", 2

    with reading(small) as session:
        due = {one.account.email: one.due_at for one in foresee(session, WEEK, now=NOW)}
    assert due[AGENCY] == datetime(2026, 11, 24, 13, tzinfo=UTC)
