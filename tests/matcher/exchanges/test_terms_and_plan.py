"""Terms, milestones, deployments and contributions."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from matcher.editing import history
from matcher.errors import BadInputError, ConflictError, ForbiddenError, StaleEditError
from matcher.exchanges.moving import agree
from matcher.exchanges.parties import answer_invitation, invite_party
from matcher.exchanges.parts import add_part, edit_part, parts_of, remove_part
from matcher.exchanges.terms import edit_terms
from models.cost_share import CostKind, CostShare, CostShareCreate
from models.database import writing
from models.deployment import Deployment, DeploymentCreate
from models.dossier import dossier_of
from models.exchange import PartyRole
from models.exchange_schemas import ExchangeUpdate, PartyInvite
from models.milestone import Milestone, MilestoneCreate
from tests.conftest import NOW
from tests.exchanging import ENDS, FUND, PROVIDER, RECIPIENT, STARTS, agreed, opened, running, who, with_days

SENT: dict[str, Any] = {
    "expert": "Hydrologist",
    "organization": "sabesp-bra",
    "starts_on": STARTS,
    "ends_on": ENDS,
    "place": "Oaxaca",
    "amount": 12_000_000_000,
    "currency": "COP",
    "shares": [{"organization": "sabesp-bra", "percent": 40}, {"organization": "amexcid-mex", "percent": 60}],
}


def test_terms_that_change_are_agreed_to_anew(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        read = exchange.version
        agree(session, who(session, PROVIDER), exchange.id, version=read, now=NOW)
        edit_terms(
            session,
            who(session, RECIPIENT),
            exchange.id,
            ExchangeUpdate(title="Agua"),
            version=exchange.version,
            now=NOW,
        )

        assert [one.agreed_at for one in dossier_of(session, exchange.id).sides] == [None, None]  # type: ignore[union-attr]
        with pytest.raises(StaleEditError):
            agree(session, who(session, PROVIDER), exchange.id, version=read, now=NOW)


def test_a_change_keeps_the_old_and_the_new_value(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        changes = {name: pair for one in history(session, "exchange", exchange.id) for name, pair in one.change.items()}

    assert changes["starts_on"] == [None, STARTS.isoformat()]


def test_agreed_terms_stay(world: Engine) -> None:
    with writing(world) as session:
        exchange = agreed(session)
        with pytest.raises(ConflictError, match="agreed"):
            edit_terms(
                session,
                who(session, PROVIDER),
                exchange.id,
                ExchangeUpdate(title="X2"),
                version=exchange.version,
                now=NOW,
            )


def test_the_end_does_not_lie_before_the_start(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        wrong = ExchangeUpdate(ends_on=date(2026, 12, 1))
        with pytest.raises(BadInputError, match="before starts_on"):
            edit_terms(session, who(session, RECIPIENT), exchange.id, wrong, version=exchange.version, now=NOW)


def test_nobody_agrees_to_an_exchange_without_days(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        with pytest.raises(ConflictError, match="starts_on and ends_on"):
            agree(session, who(session, RECIPIENT), exchange.id, version=exchange.version, now=NOW)


def test_milestones_keep_their_order_and_are_reached_while_the_work_goes_on(world: Engine) -> None:
    with writing(world) as session:
        exchange = running(session)
        actor = who(session, PROVIDER)
        for title in ("Diagnosis", "Course"):
            add_part(session, actor, exchange.id, Milestone, MilestoneCreate(title=title, due_on=ENDS), now=NOW)
        first = add_part(
            session,
            actor,
            exchange.id,
            Milestone,
            MilestoneCreate(title="Kick-off", due_on=STARTS, position=0),
            now=NOW,
        )
        edit_part(session, who(session, RECIPIENT), first, {"done_on": STARTS}, version=first.version, now=NOW)

        found = parts_of(session, Milestone, exchange.id)
        assert [one.title for one in found] == ["Kick-off", "Diagnosis", "Course"]
        assert found[0].done_on == STARTS


def test_a_deployment_knows_who_bears_its_cost(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        row = add_part(session, who(session, PROVIDER), exchange.id, Deployment, DeploymentCreate(**SENT), now=NOW)
        key = row.id
        session.expire_all()

        assert session.get_one(Deployment, key).amount == 12_000_000_000
        assert sum(one["percent"] for one in session.get_one(Deployment, key).shares) == 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"shares": [{"organization": "sabesp-bra", "percent": 99}]},
        {"shares": [{"organization": "sabesp-bra", "percent": 50}] * 2},
        {"currency": "XXZ"},
        {"currency": None},
        {"ends_on": date(2026, 1, 1)},
        {"amount": -1},
    ],
)
def test_a_deployment_that_does_not_add_up_is_refused(wrong: dict[str, Any], world: Engine) -> None:
    with pytest.raises(ValidationError):
        DeploymentCreate(**{**SENT, **wrong})
    with writing(world) as session:
        exchange = opened(session)
        row = add_part(session, who(session, PROVIDER), exchange.id, Deployment, DeploymentCreate(**SENT), now=NOW)
        with pytest.raises(BadInputError):
            edit_part(session, who(session, PROVIDER), row, wrong, version=row.version, now=NOW)


def test_costs_are_borne_by_those_who_take_part(world: Engine) -> None:
    with writing(world) as session:
        share = CostShareCreate(organization="sena-col", kind=CostKind.IN_KIND, what="Rooms")
        with pytest.raises(BadInputError, match="sena-col"):
            add_part(session, who(session, PROVIDER), opened(session).id, CostShare, share, now=NOW)


def test_contributions_are_fixed_by_the_agreement(world: Engine) -> None:
    with writing(world) as session:
        exchange = agreed(session)
        share = CostShareCreate(organization="sabesp-bra", kind=CostKind.IN_KIND, what="Rooms")
        with pytest.raises(ConflictError, match="agreed"):
            add_part(session, who(session, PROVIDER), exchange.id, CostShare, share, now=NOW)


def test_cash_needs_an_amount_also_after_an_edit(world: Engine) -> None:
    with writing(world) as session:
        share = CostShareCreate(organization="sabesp-bra", kind=CostKind.IN_KIND, what="Rooms")
        row = add_part(session, who(session, PROVIDER), opened(session).id, CostShare, share, now=NOW)
        with pytest.raises(BadInputError, match="in cash needs"):
            edit_part(session, who(session, PROVIDER), row, {"kind": "cash"}, version=row.version, now=NOW)


def test_an_edit_of_a_stale_copy_is_refused(world: Engine) -> None:
    with writing(world) as session:
        milestone = MilestoneCreate(title="Course", due_on=ENDS)
        row = add_part(session, who(session, PROVIDER), opened(session).id, Milestone, milestone, now=NOW)
        read = row.version
        edit_part(session, who(session, PROVIDER), row, {"title": "Two courses"}, version=read, now=NOW)
        with pytest.raises(StaleEditError):
            edit_part(session, who(session, RECIPIENT), row, {"title": "Three"}, version=read, now=NOW)
        with pytest.raises(StaleEditError):
            remove_part(session, who(session, RECIPIENT), row, version=read, now=NOW)


def test_who_only_funds_does_not_plan(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        fund = PartyInvite(organization="fund-prg", role=PartyRole.FUNDER)
        invite_party(session, who(session, RECIPIENT), exchange.id, fund, version=exchange.version, now=NOW)
        answer_invitation(session, who(session, FUND), exchange.id, accept=True, now=NOW)
        milestone = MilestoneCreate(title="Course", due_on=ENDS)
        with pytest.raises(ForbiddenError):
            add_part(session, who(session, FUND), exchange.id, Milestone, milestone, now=NOW)
