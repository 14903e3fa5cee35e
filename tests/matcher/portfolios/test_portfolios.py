"""What the exchanges of an institution, and those of a project of several countries, add up to."""

import pytest
from sqlalchemy import Engine

from matcher.errors import BadInputError, ForbiddenError, NotFoundError
from matcher.exchanges.parts import add_part
from matcher.policy import PUBLIC
from matcher.portfolios.gathering import Partner, Sum, as_rows
from matcher.portfolios.institutions import portfolio_of
from matcher.portfolios.projects import edit_project, of_several_countries, one_project
from models.cost_share import CostShare, CostShareCreate
from models.database import writing
from models.exchange import ExchangeParticipant
from models.project import ProjectUpdate
from tests import builders
from tests.conftest import NOW
from tests.exchanging import RECIPIENT, opened, running, who
from tests.matched import put, small_region


@pytest.fixture
def region(engine: Engine) -> Engine:
    """The small region with a completed exchange of three countries, on record by their institutions."""
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.organization("paho", None, kind="multilateral"),
            builders.exchange("exc-1", outcome=0.8, sectors=["health"], start_year=2010),
            *builders.sides("exc-1"),
            ExchangeParticipant(exchange="exc-1", position=2, role="provider", country="PER"),
            ExchangeParticipant(exchange="exc-1", position=3, role="facilitator", organization="paho"),
            builders.project(exchanges=["exc-1"]),
        )
    return engine


def test_an_institution_reads_its_exchanges_by_state_role_sector_and_partner(region: Engine) -> None:
    with writing(region) as session:
        _, found = portfolio_of(session, PUBLIC, "paho")
        assert (found.states, found.roles, found.sectors) == ({"completed": 1}, {"facilitator": 1}, {"health": 1})
        assert found.partners == [Partner(None, "BRA", 1), Partner(None, "MEX", 1), Partner(None, "PER", 1)]
        assert (found.rated, found.outcome, found.sums) == (1, 0.8, [])
        columns, [row] = as_rows(found)
        assert (row["id"], row["roles"], row["countries"]) == ("exc-1", ["facilitator"], ["BRA", "MEX", "PER"])
        assert set(columns) >= row.keys()
        assert portfolio_of(session, PUBLIC, "paho", sector="energy")[1].lines == []
        with pytest.raises(NotFoundError):
            portfolio_of(session, PUBLIC, "nobody")


def test_sums_are_for_those_who_may_open_the_exchange(region: Engine) -> None:
    with writing(region) as session:
        known = opened(session)
        for kind, amount in (("cash", 1200), ("cash", 300), ("in-kind", None)):
            fields = {"amount": amount, "currency": "USD"} if amount else {}
            share = CostShareCreate(organization="amexcid-mex", kind=kind, what="Pasajes", **fields)
            add_part(session, who(session, RECIPIENT), known.id, CostShare, share, now=NOW)
        _, mine = portfolio_of(session, who(session, RECIPIENT), "amexcid-mex")
        assert (mine.sums, mine.opened) == ([Sum("cash", "USD", 1500)], 1)
        assert portfolio_of(session, PUBLIC, "amexcid-mex")[1].lines == []


def test_what_its_sides_keep_to_themselves_is_in_no_portfolio(region: Engine) -> None:
    with writing(region) as session:
        running(session).shown_in_full = False
        session.flush()
        assert portfolio_of(session, PUBLIC, "sabesp-bra")[1].lines == []
        assert portfolio_of(session, who(session, RECIPIENT), "sabesp-bra")[1].states == {"running": 1}


def test_a_project_groups_exchanges_and_is_kept_by_those_who_run_it(region: Engine) -> None:
    with writing(region) as session:
        put(session, builders.account("paho@example.org", "provider", organization="paho"))
        row, found = one_project(session, PUBLIC, "pro-1")
        assert ([one.form.id for one in found.lines], found.roles) == (["exc-1"], {"facilitator": 1})
        with pytest.raises(ForbiddenError):
            edit_project(session, who(session, RECIPIENT), "pro-1", ProjectUpdate(hub="x"), version=1, now=NOW)
        paho = who(session, "paho@example.org")
        with pytest.raises(BadInputError, match="no exchange 'exc-9'"):
            edit_project(session, paho, "pro-1", ProjectUpdate(exchanges=["exc-9"]), version=1, now=NOW)
        edit_project(session, paho, "pro-1", ProjectUpdate(exchanges=[], hub="Nuevo eje"), version=1, now=NOW)
        assert (row.hub, one_project(session, PUBLIC, "pro-1")[1].lines) == ("Nuevo eje", [])


def test_exchanges_of_three_countries_are_found_without_a_project(region: Engine) -> None:
    with writing(region) as session:
        put(session, builders.exchange("exc-2"), *builders.sides("exc-2"))
        assert [one.id for one in of_several_countries(session, PUBLIC)] == ["exc-1"]
