"""Rosters: who keeps them, who stands on them, and experts called from them for some days."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.cursors import Part
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.exchanges.parts import add_part
from matcher.exchanges.viewing import view_of
from matcher.experts.deploying import callable_from, days_taken
from matcher.experts.finding import ExpertFilter, experts
from matcher.experts.rosters import RosterFilter, end_place, place, placed, rosters, rosters_of
from matcher.exporting.experts import experts as exported
from matcher.policy import PUBLIC
from models.database import writing
from models.deployment import Deployment, DeploymentCreate
from models.expert_schemas import Consent
from models.roster import PlacementPost
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ANALYST, FOCAL, PROVIDER, RECIPIENT, opened, who
from tests.matched import put
from tests.matcher.experts.people import asked, consenting, newest_link, say

TODAY = NOW.date()
CTCS = "exp-ctcs-adviser"
EVA = PlacementPost(expert="exp-agua")


def five_days(key: str) -> DeploymentCreate:
    """Somebody from a place on a roster, for a week of work."""
    return DeploymentCreate(
        expert="Hidróloga",
        organization="sabesp-bra",
        placement=key,
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 3, 5),
    )


def stands(session: Session, **fields: Any) -> str:
    """A consenting expert on a roster; the key of the place."""
    consenting(session)
    put(session, builders.roster(**fields))
    return place(session, who(session, FOCAL), "ros-agua", EVA, now=NOW).id


def test_its_keeper_puts_on_a_roster_who_has_consented_and_once(small: Engine) -> None:
    with writing(small) as session:
        link, keeper = asked(session), who(session, FOCAL)
        put(session, builders.roster())
        with pytest.raises(NotFoundError):
            place(session, keeper, "ros-agua", EVA, now=NOW)
        say(session, link, Consent.GIVEN)
        with pytest.raises(ForbiddenError):
            place(session, who(session, RECIPIENT), "ros-agua", EVA, now=NOW)
        row = place(session, keeper, "ros-agua", EVA, now=NOW)
        with pytest.raises(ConflictError):
            place(session, keeper, "ros-agua", EVA, now=NOW)

        found, _ = experts(session, PUBLIC, ExpertFilter(roster="ros-agua"), Part(), on=TODAY)
        assert [one.id for one in found] == ["exp-agua"]
        end_place(session, who(session, PROVIDER), "ros-agua", row.id, now=NOW)
        assert not placed(session, "ros-agua", on=TODAY)
        assert not rosters_of(session, "exp-agua", on=TODAY)


def test_who_withdraws_consent_is_on_no_roster_for_others(small: Engine) -> None:
    with writing(small) as session:
        stands(session)
        say(session, newest_link(session), Consent.WITHDRAWN)

        assert not placed(session, "ros-agua", on=TODAY)
        assert not callable_from(session, ["MEX"], on=TODAY)


def test_an_exchange_calls_an_expert_from_a_roster_for_five_days(small: Engine) -> None:
    with writing(small) as session:
        key, exchange, agency = stands(session), opened(session), who(session, RECIPIENT)
        add_part(session, agency, exchange.id, Deployment, five_days(key), now=NOW)

        assert (days_taken(session, "exp-agua", 2027), days_taken(session, "exp-agua", 2026)) == (5, 0)
        (sent,) = view_of(session, agency, exchange.id)[0].deployments  # type: ignore[union-attr]
        (unnamed,) = view_of(session, who(session, ANALYST), exchange.id)[0].deployments  # type: ignore[union-attr]
        assert (sent.placement, unnamed.placement) == (key, None)


def test_only_countries_that_a_roster_serves_call_from_it(small: Engine) -> None:
    with writing(small) as session:
        key, exchange = stands(session, countries=["GTM", "HND"]), opened(session)
        with pytest.raises(BadInputError, match="call from"):
            add_part(session, who(session, RECIPIENT), exchange.id, Deployment, five_days(key), now=NOW)
        assert callable_from(session, ["MEX"], on=TODAY) == []
        assert len(callable_from(session, ["HND"], on=TODAY)) == 1


def test_the_rosters_of_the_documents_are_found_by_who_may_call_and_hold_roles_alone(region_to_read: Engine) -> None:
    with writing(region_to_read) as session:

        def found(**wanted: str) -> list[str]:
            return [one.id for one in rosters(session, PUBLIC, RosterFilter(**wanted), Part())[0]]

        assert found(country="BRB") == [
            *("ros-caricom-attachments", "ros-cinterfor", "ros-ctcs", "ros-redesa", "ros-tasu")
        ]
        assert found(country="BOL") == ["ros-cinterfor", "ros-redesa"]
        assert found(mechanism="mec-tasu") == ["ros-tasu"]
        (advisers,) = (one for one in experts(session, PUBLIC, ExpertFilter(), Part(), on=TODAY)[0] if one.id == CTCS)
        assert (advisers.payer, advisers.first_subsidised) == ("requester", True)
        columns, rows = exported(session)
        assert {row["state"] for row in rows} == {"role"}
        assert {"person", "email", "contact"}.isdisjoint(columns)
