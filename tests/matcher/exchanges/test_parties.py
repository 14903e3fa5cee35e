"""Who takes part: three countries and a fund."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import BadInputError, ConflictError, ForbiddenError
from matcher.exchanges.moving import agree
from matcher.exchanges.parties import answer_invitation, invite_party, remove_party
from matcher.exchanges.parts import add_part
from models.cost_share import CostKind, CostShare, CostShareCreate
from models.database import writing
from models.dossier import Dossier, dossier_of
from models.exchange import Exchange, ExchangeState, PartyRole
from models.exchange_schemas import PartyInvite
from tests.conftest import NOW
from tests.exchanging import FOCAL, FUND, PROVIDER, RECIPIENT, SECOND, STRANGER, WINDOW, letters, who, with_days


def _invite(session: Session, exchange: Exchange, organization: str, role: PartyRole, by: str = RECIPIENT) -> None:
    wanted = PartyInvite(organization=organization, role=role)
    invite_party(session, who(session, by), exchange.id, wanted, version=exchange.version, now=NOW)


def _dossier(session: Session, exchange: Exchange) -> Dossier:
    found = dossier_of(session, exchange.id)
    assert found is not None
    return found


def test_a_triangle_with_a_fund_is_agreed_once_all_who_teach_and_learn_agree(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        _invite(session, exchange, "inta-arg", PartyRole.SECOND_PROVIDER)
        _invite(session, exchange, "fund-prg", PartyRole.FUNDER)
        assert letters(session, "exchange-invitation") == [FUND, SECOND]
        for email in (SECOND, FUND):
            answer_invitation(session, who(session, email), exchange.id, accept=True, now=NOW)
        for email in (RECIPIENT, PROVIDER):
            agree(session, who(session, email), exchange.id, version=exchange.version, now=NOW)
        assert exchange.state == ExchangeState.ACCEPTED

        agree(session, who(session, SECOND), exchange.id, version=exchange.version, now=NOW)

        assert exchange.state == ExchangeState.AGREED
        assert letters(session, "exchange-agreed") == sorted([RECIPIENT, PROVIDER, SECOND, FUND])


def test_nobody_agrees_while_an_invitation_is_open(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        _invite(session, exchange, "fund-prg", PartyRole.FUNDER)
        with pytest.raises(ConflictError, match="fund-prg"):
            agree(session, who(session, RECIPIENT), exchange.id, version=exchange.version, now=NOW)

        answer_invitation(session, who(session, FUND), exchange.id, accept=False, now=NOW)

        assert [one.role for one in _dossier(session, exchange).sides] == ["requester", "provider"]
        agree(session, who(session, RECIPIENT), exchange.id, version=exchange.version, now=NOW)


def test_a_new_party_means_that_all_agree_anew(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        agree(session, who(session, RECIPIENT), exchange.id, version=exchange.version, now=NOW)
        before = exchange.version
        _invite(session, exchange, "fund-prg", PartyRole.FUNDER, by=PROVIDER)

        assert exchange.version > before
        assert [one.agreed_at for one in _dossier(session, exchange).sides] == [None] * 3


def test_a_party_may_leave_but_not_be_taken_out_by_another_guest(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        _invite(session, exchange, "inta-arg", PartyRole.FACILITATOR)
        _invite(session, exchange, "fund-prg", PartyRole.FUNDER)
        with pytest.raises(ForbiddenError):
            remove_party(session, who(session, FUND), exchange.id, 2, version=exchange.version, now=NOW)

        remove_party(session, who(session, FUND), exchange.id, 3, version=exchange.version, now=NOW)
        remove_party(session, who(session, PROVIDER), exchange.id, 2, version=exchange.version, now=NOW)

        assert len(_dossier(session, exchange).sides) == 2


def test_who_bears_costs_stays_until_these_are_planned_otherwise(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        _invite(session, exchange, "fund-prg", PartyRole.FUNDER)
        share = CostShareCreate(
            organization="fund-prg", kind=CostKind.CASH, what="Flights", amount=9000, currency="USD"
        )
        add_part(session, who(session, PROVIDER), exchange.id, CostShare, share, now=NOW)

        with pytest.raises(ConflictError, match="fund-prg"):
            remove_party(session, who(session, RECIPIENT), exchange.id, 2, version=exchange.version, now=NOW)


def test_the_main_sides_stay(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        with pytest.raises(ConflictError, match="main parties"):
            remove_party(session, who(session, RECIPIENT), exchange.id, 1, version=exchange.version, now=NOW)


@pytest.mark.parametrize(
    ("organization", "role", "error"),
    [
        ("inta-arg", PartyRole.PROVIDER, BadInputError),
        ("nobody", PartyRole.FUNDER, BadInputError),
        ("sabesp-bra", PartyRole.PROVIDER, BadInputError),
        ("amexcid-mex", PartyRole.REQUESTER, ConflictError),
    ],
)
def test_what_makes_no_sense_is_refused(
    organization: str, role: PartyRole, error: type[Exception], world: Engine
) -> None:
    with writing(world) as session, pytest.raises(error):
        _invite(session, with_days(session), organization, role)


def test_only_the_invited_answer(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        with pytest.raises(ForbiddenError):
            answer_invitation(session, who(session, PROVIDER), exchange.id, accept=True, now=NOW)
        with pytest.raises(Exception, match="there is no exchange"):
            answer_invitation(session, who(session, STRANGER), exchange.id, accept=True, now=NOW)


def test_an_agency_that_facilitates_still_agrees_for_its_institution(world: Engine) -> None:
    with writing(world) as session:
        exchange = with_days(session)
        _invite(session, exchange, "abc-bra", PartyRole.FACILITATOR)
        answer_invitation(session, who(session, WINDOW), exchange.id, accept=True, now=NOW)
        for email in (RECIPIENT, WINDOW):
            agree(session, who(session, email), exchange.id, version=exchange.version, now=NOW)

        assert exchange.state == ExchangeState.AGREED


def test_who_supervises_does_not_make_himself_a_party(world: Engine) -> None:
    """Parties read contact data, so that a party must ask him."""
    with writing(world) as session:
        exchange = with_days(session)
        with pytest.raises(ForbiddenError, match="a party invites you"):
            _invite(session, exchange, "segib", PartyRole.FACILITATOR, by=FOCAL)
        _invite(session, exchange, "segib", PartyRole.FACILITATOR)
        answer_invitation(session, who(session, FOCAL), exchange.id, accept=True, now=NOW)
        assert "segib" in _dossier(session, exchange).organizations
