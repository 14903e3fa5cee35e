"""How exchanges go on."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from matcher.errors import BadInputError, ConflictError, ForbiddenError, StaleEditError
from matcher.exchanges.moving import agree, cancel, start
from models.database import writing
from models.exchange import EXCHANGE_MOVES, ExchangeState
from models.exchange_schemas import Cancellation, CancelReason
from models.states import IllegalMoveError
from tests.builders import exchange
from tests.conftest import NOW
from tests.exchanging import (
    ANALYST,
    ENDS,
    FOCAL,
    PROVIDER,
    RECIPIENT,
    STARTS,
    WINDOW,
    agreed,
    completed,
    letters,
    on,
    opened,
    running,
    who,
    with_days,
)

WHY = Cancellation(reason=CancelReason.NO_FUNDING)


@pytest.mark.parametrize("old", ExchangeState)
@pytest.mark.parametrize("new", ExchangeState)
def test_no_move_beside_the_table_can_be_made(old: ExchangeState, new: ExchangeState) -> None:
    row = exchange(state=old)
    if new == old or new in EXCHANGE_MOVES.get(old, ()):
        row.state = new
    else:
        with pytest.raises(IllegalMoveError):
            row.state = new


def test_both_sides_agree_from_what_they_read(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        read = row.version
        agree(session, who(session, RECIPIENT), row.id, version=read, now=NOW)
        assert (row.state, row.version) == (ExchangeState.ACCEPTED, read)

        agree(session, who(session, PROVIDER), row.id, version=read, now=NOW + timedelta(hours=1))

        assert (row.state, row.agreed_at) == (ExchangeState.AGREED, NOW + timedelta(hours=1))
        assert letters(session, "exchange-agreed") == [RECIPIENT, PROVIDER]


def test_the_agency_of_a_country_agrees_for_its_institution(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        for email in (RECIPIENT, WINDOW):
            agree(session, who(session, email), row.id, version=row.version, now=NOW)

        assert row.state == ExchangeState.AGREED


def test_a_focal_point_does_not_agree_for_a_side(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        with pytest.raises(ForbiddenError):
            agree(session, who(session, FOCAL), row.id, version=row.version, now=NOW)


def test_the_work_begins_and_the_mid_term_lies_half_way(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)

        assert (row.state, row.started_on, row.start_year) == (ExchangeState.RUNNING, STARTS, 2027)
        assert row.midterm_on == STARTS + (ENDS - STARTS) / 2


def test_the_work_does_not_begin_on_a_day_to_come(world: Engine) -> None:
    with writing(world) as session:
        row = agreed(session)
        with pytest.raises(BadInputError, match="still to come"):
            start(session, who(session, RECIPIENT), row.id, version=row.version, now=NOW, on=STARTS)


def test_the_work_does_not_begin_after_its_planned_end(world: Engine) -> None:
    late = ENDS + timedelta(days=1)
    with writing(world) as session:
        row = agreed(session)
        with pytest.raises(BadInputError, match="agree on another end first"):
            start(session, who(session, RECIPIENT), row.id, version=row.version, now=on(late), on=late)
        assert row.state == ExchangeState.AGREED


def test_an_exchange_that_nobody_agreed_to_does_not_begin(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        with pytest.raises(ConflictError, match="accepted"):
            start(session, who(session, RECIPIENT), row.id, version=row.version, now=on(STARTS))


@pytest.mark.parametrize("stage", [opened, agreed, running])
def test_an_open_exchange_can_be_given_up_with_a_reason(stage: object, world: Engine) -> None:
    with writing(world) as session:
        row = stage(session)  # type: ignore[operator]
        cancel(session, who(session, PROVIDER), row.id, WHY, version=row.version, now=NOW)

        assert (row.state, row.cancel_reason) == (ExchangeState.CANCELLED, "no-funding")
        assert letters(session, "exchange-cancelled") == [RECIPIENT]


def test_a_completed_exchange_stays(world: Engine) -> None:
    with writing(world) as session:
        row = completed(session)
        with pytest.raises(ConflictError, match="completed"):
            cancel(session, who(session, PROVIDER), row.id, WHY, version=row.version, now=on(ENDS))


def test_another_reason_needs_a_note() -> None:
    with pytest.raises(ValidationError, match="note"):
        Cancellation(reason=CancelReason.OTHER)


def test_analysts_give_nothing_up_and_stale_readers_neither(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        with pytest.raises(ForbiddenError):
            cancel(session, who(session, ANALYST), row.id, WHY, version=row.version, now=NOW)
        with pytest.raises(StaleEditError):
            cancel(session, who(session, RECIPIENT), row.id, WHY, version=row.version - 1, now=NOW)
