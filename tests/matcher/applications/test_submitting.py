"""An application is handed in once every rule holds and every partner has confirmed, and never after the deadline."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from matcher.applications.moving import submit_application, withdraw_application
from matcher.applications.partners import answer_as_partner, invite_partners
from matcher.applications.writing import begin_application, edit_application
from matcher.errors import ConflictError, ForbiddenError, NotFoundError
from models.application import Application, ApplicationState, Candidacy
from models.application_schemas import ApplicationPost, ApplicationUpdate, PartnerPost, PartnerReply
from models.database import writing
from models.proposal_call import ProposalCall
from models.states import IllegalMoveError
from tests import builders
from tests.conftest import NOW
from tests.exchanging import PROVIDER, RECIPIENT, STRANGER, WINDOW, letters, who
from tests.matched import put
from tests.matcher.applications.conftest import CLOSES, FUND_OFFICER
from tests.matcher.applications.steps import BRAZIL, begun, confirmed, submitted


def test_partners_are_asked_and_the_fund_hears_of_what_was_handed_in(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)

        assert thing.application.state == ApplicationState.SUBMITTED
        assert thing.countries == ["MEX", "BRA"]
        assert letters(session, "application-invitation") == [PROVIDER]
        assert letters(session, "application-submitted") == [FUND_OFFICER]


@pytest.mark.long
def test_every_broken_rule_is_told_at_once(world: Engine) -> None:
    with writing(world) as session:
        chile = [BRAZIL, PartnerPost(country="CHL")]
        thing = begun(session, partners=chile, amount_asked=130_000)
        with pytest.raises(ConflictError) as caught:
            submit_application(session, who(session, RECIPIENT), thing.id, version=thing.application.version, now=NOW)

    assert [str(one.place) for one in caught.value.faults] == ["Countries", "Ceiling", "Partners"]
    assert all(one in str(caught.value) for one in ("Chile", "30,000 USD", "Brazil, Chile"))


@pytest.mark.parametrize(("days", "taken"), [(0, True), (1, False)])
def test_after_the_deadline_nothing_is_handed_in(world: Engine, days: int, *, taken: bool) -> None:
    with writing(world) as session:
        thing = confirmed(session)
        late = NOW + (CLOSES - NOW.date()) + timedelta(days=days)

        def hand_in() -> Candidacy:
            return submit_application(
                session, who(session, RECIPIENT), thing.id, version=thing.application.version, now=late
            )

        if taken:
            assert hand_in().application.state == ApplicationState.SUBMITTED
        else:
            with pytest.raises(ConflictError, match="It closed on"):
                hand_in()
            with pytest.raises(ConflictError, match="no more applications"):
                begin_application(
                    session,
                    who(session, RECIPIENT),
                    ApplicationPost(call="cal-1", request="req-agua", title="Otra"),
                    now=late,
                )


def test_a_rolling_call_takes_applications_at_any_time_until_it_is_archived(world: Engine) -> None:
    with writing(world) as session:
        put(session, builders.proposal_call("cal-rolling"))
        assert submitted(session, call="cal-rolling").application.state == ApplicationState.SUBMITTED

        put(session, builders.request("req-otra", organization="amexcid-mex"))
        thing = confirmed(session, call="cal-rolling", request="req-otra")
        session.get_one(ProposalCall, "cal-rolling").archived_at = NOW
        with pytest.raises(ConflictError, match="archived"):
            submit_application(session, who(session, RECIPIENT), thing.id, version=thing.application.version, now=NOW)


def test_a_change_asks_the_partners_anew(world: Engine) -> None:
    with writing(world) as session:
        thing = confirmed(session)
        wanted = ApplicationUpdate(amount_asked=90_000)
        edit_application(session, who(session, RECIPIENT), thing.id, wanted, version=thing.application.version, now=NOW)

        assert [one.country for one in thing.silent] == ["BRA"]
        assert letters(session, "application-invitation") == [PROVIDER, PROVIDER]


def test_one_application_of_a_thing_to_a_call_and_each_country_once(world: Engine) -> None:
    with writing(world) as session:
        thing = begun(session)
        with pytest.raises(ConflictError, match="already"):
            begun(session)
        with pytest.raises(ConflictError, match="BRA takes part already"):
            invite_partners(
                session,
                who(session, RECIPIENT),
                thing.id,
                [PartnerPost(country="BRA")],
                version=thing.application.version,
                now=NOW,
            )


def test_only_an_agency_applies_for_its_own_and_only_a_partner_answers_for_itself(world: Engine) -> None:
    with writing(world) as session:
        wanted = ApplicationPost(call="cal-1", request="req-agua", title="Agua")
        with pytest.raises(ForbiddenError):
            begin_application(session, who(session, WINDOW), wanted, now=NOW)
        thing = begun(session)
        for email in (STRANGER, FUND_OFFICER):
            with pytest.raises(NotFoundError):
                answer_as_partner(
                    session, who(session, email), thing.id, thing.partners[0].id, PartnerReply(accept=True), now=NOW
                )
        answer_as_partner(
            session, who(session, WINDOW), thing.id, thing.partners[0].id, PartnerReply(accept=False), now=NOW
        )
        assert thing.countries == ["MEX"]


def test_what_was_withdrawn_stays_so(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)
        withdraw_application(session, who(session, RECIPIENT), thing.id, version=thing.application.version, now=NOW)
        with pytest.raises(IllegalMoveError, match="cannot become"):
            session.get_one(Application, thing.id).state = ApplicationState.APPROVED
