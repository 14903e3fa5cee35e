"""Both sides' records, compared and reconciled."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.editing import history
from matcher.errors import BadInputError, ForbiddenError, NotFoundError, StaleEditError
from matcher.exchanges.reconciling import Choice, decide, differences, state_record, take_over
from models.database import writing
from models.exchange import Exchange
from models.statement import StatementWrite
from tests.conftest import NOW
from tests.exchanging import ENDS, FOCAL, FUND, PROVIDER, RECIPIENT, SECOND, STARTS, completed, running, who, with_days


def _state(session: Session, email: str, row: Exchange, **fields: Any) -> None:
    state_record(session, who(session, email), row.id, StatementWrite(**fields), version=row.version, now=NOW)


def _differing(session: Session, row: Exchange) -> dict[str, dict[str, Any]]:
    found = differences(session, who(session, FOCAL), row.id)
    return {one.field: dict(one.stated) for one in found if one.differs}


def test_what_differs_is_listed_field_by_field(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        _state(session, RECIPIENT, row, title="Agua", cost=100, currency="USD", sectors=["environment"])
        _state(session, PROVIDER, row, title="Água", cost=100, modality="training")

        assert _differing(session, row) == {"title": {"amexcid-mex": "Agua", "sabesp-bra": "Água"}}


def test_the_order_of_sectors_is_no_difference(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        _state(session, RECIPIENT, row, sectors=["environment", "health"])
        _state(session, PROVIDER, row, sectors=["health", "environment"])

        assert _differing(session, row) == {}


def test_what_both_state_alike_becomes_the_exchanges_own_record(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        _state(session, RECIPIENT, row, modality="study-visit")
        assert row.modality == "training"

        _state(session, PROVIDER, row, modality="study-visit")

        assert row.modality == "study-visit"


def test_a_side_takes_over_what_the_other_states(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        _state(session, RECIPIENT, row, title="Agua")
        _state(session, PROVIDER, row, title="Água")
        take_over(session, who(session, PROVIDER), row.id, "title", version=row.version, now=NOW)

        assert _differing(session, row) == {}
        assert row.title == "Agua"
        told = [one.change for one in history(session, "exchange", row.id) if one.action == "exchange.stated"]
        assert told[-1] == {"sabesp-bra: title": ["Água", "Agua"]}


def test_a_focal_point_decides_for_both_and_a_side_does_not(world: Engine) -> None:
    choice = Choice("title", "sabesp-bra")
    with writing(world) as session:
        row = running(session)
        _state(session, RECIPIENT, row, title="Agua")
        _state(session, PROVIDER, row, title="Água")
        with pytest.raises(ForbiddenError):
            decide(session, who(session, PROVIDER), row.id, choice, version=row.version, now=NOW)

        decide(session, who(session, FOCAL), row.id, choice, version=row.version, now=NOW)

        assert row.title == "Água"


def test_days_of_a_completed_exchange_are_the_actual_ones(world: Engine) -> None:
    with writing(world) as session:
        row = completed(session)
        for email in (RECIPIENT, PROVIDER):
            _state(session, email, row, ends_on=date(2028, 2, 1))

        assert (row.ends_on, row.ended_on, row.end_year) == (ENDS, date(2028, 2, 1), 2028)


def test_terms_that_are_reconciled_are_agreed_to_anew(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        read = row.version
        for email in (RECIPIENT, PROVIDER):
            _state(session, email, row, starts_on=date(2027, 2, 1))

        assert (row.starts_on, row.version > read) == (date(2027, 2, 1), True)


def test_both_cannot_state_an_end_before_the_start(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        _state(session, RECIPIENT, row, ends_on=date(2026, 1, 1))
        with pytest.raises(BadInputError, match="before the start"):
            _state(session, PROVIDER, row, ends_on=date(2026, 1, 1))


@pytest.mark.long
def test_what_nobody_stated_is_not_taken_over(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        for field, error in (("title", NotFoundError), ("outcome", BadInputError)):
            with pytest.raises(error):
                take_over(session, who(session, PROVIDER), row.id, field, version=row.version, now=NOW)


def test_only_the_main_sides_keep_records_and_none_from_a_stale_copy(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        for email in (FUND, SECOND, FOCAL):
            with pytest.raises(ForbiddenError):
                _state(session, email, row, title="Agua")
        read = row.version
        _state(session, RECIPIENT, row, starts_on=STARTS)
        wanted = StatementWrite(title="Agua")
        with pytest.raises(StaleEditError):
            state_record(session, who(session, PROVIDER), row.id, wanted, version=read, now=NOW)
