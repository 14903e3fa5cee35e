"""Who belongs to a network, what belongs to it, and what that does to the ranking: nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.communities.belonging import belongs, of_community
from matcher.communities.editing import admit, edit_community, end_membership
from matcher.communities.finding import CommunityFilter, communities, the_circle
from matcher.communities.shared import communities_of_both
from matcher.cursors import Part
from matcher.errors import ConflictError, ForbiddenError
from matcher.matching.ranking import rank_live
from matcher.policy import PUBLIC
from models.community import CommunityUpdate, ProgrammeItem
from models.database import writing
from models.membership import MemberRole, MembershipPost
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.exchanging import FOCAL, RECIPIENT, who
from tests.matched import put

TODAY = NOW.date()


def test_a_member_is_admitted_once_and_stays_on_record_when_it_leaves(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.community())
        focal = who(session, FOCAL)
        wanted = MembershipPost(organization="conagua-mex", role=MemberRole.CHAIR)
        row = admit(session, focal, "com-agua", wanted, now=NOW)
        with pytest.raises(ConflictError):
            admit(session, focal, "com-agua", wanted, now=NOW)
        with pytest.raises(ForbiddenError):
            admit(session, who(session, RECIPIENT), "com-agua", MembershipPost(country="CHL"), now=NOW)
        assert (row.country, row.since) == ("MEX", 2026)

        end_membership(session, focal, "com-agua", row.id, now=NOW)

        assert the_circle(session, PUBLIC, "com-agua", on=TODAY).members == []
        assert row.until == 2025


def test_networks_are_found_by_the_country_and_the_institution_of_present_members(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.community(), builders.community("com-otra"))
        put(
            session,
            builders.member(organization="sabesp-bra", country="BRA"),
            builders.member(country="CHL", until=2020),
        )

        def found(**wanted: str) -> list[str]:
            rows, _ = communities(session, PUBLIC, CommunityFilter(**wanted), Part(), on=TODAY)
            return [row.id for row in rows]

        assert found(country="BRA") == found(organization="sabesp-bra") == ["com-agua"]
        assert found(country="CHL") == []
        assert found(organization="segib") == ["com-agua", "com-otra"]


def test_what_belongs_to_a_network_is_the_same_for_the_database_and_for_one_post(matched: Engine) -> None:
    with writing(matched) as session:
        for key in ("com-rial", "com-eclac-mdg-wg", "com-centroestad"):
            circle = the_circle(session, PUBLIC, key, on=TODAY)
            for table in (Request, Offer):
                chosen = set(session.exec(select(table.id).where(of_community(table, circle))))
                assert chosen == {one.id for one in session.exec(select(table)) if belongs(one, circle)}


def test_the_programme_of_work_is_kept_by_those_who_run_it(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.community())
        wanted = CommunityUpdate(programme=[ProgrammeItem(title="Taller", begins=2027)])
        row = edit_community(session, who(session, FOCAL), "com-agua", wanted, version=1, now=NOW)
        assert row.programme == [{"title": "Taller", "begins": 2027, "ends": None, "state": "planned"}]
        with pytest.raises(ForbiddenError):
            edit_community(session, who(session, RECIPIENT), "com-agua", wanted, version=row.version, now=NOW)


def test_a_network_of_both_sides_is_named_and_moves_no_place(small: Engine) -> None:
    with writing(small) as session:
        request, offer = session.get_one(Request, "req-agua"), session.get_one(Offer, "off-agua")
        before = rank_live(session, as_of=TODAY)
        assert communities_of_both(session, request, offer, on=TODAY) == ()
        put(
            session,
            builders.community(name="Red del agua"),
            builders.member(organization="amexcid-mex", country="MEX"),
            builders.member(country="BRA"),
        )

        (shared,) = communities_of_both(session, request, offer, on=TODAY)
        after = rank_live(session, as_of=TODAY)

        assert (shared.name, shared.requester_by_country, shared.provider_by_country) == ("Red del agua", False, True)
        assert after.rankings == before.rankings
        assert after.inputs.digest == before.inputs.digest


def test_a_membership_that_has_ended_is_shared_no_more(small: Engine) -> None:
    with writing(small) as session:
        last_year = (NOW - timedelta(days=365)).year
        put(
            session,
            builders.community(),
            builders.member(country="MEX"),
            builders.member(country="BRA", until=last_year),
        )
        pair = session.get_one(Request, "req-agua"), session.get_one(Offer, "off-agua")
        assert communities_of_both(session, *pair, on=TODAY) == ()
