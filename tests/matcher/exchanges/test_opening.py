"""How exchanges begin."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.opening import open_exchange, register_exchange
from matcher.exchanges.parties import answer_invitation
from models.database import writing
from models.dossier import dossier_of
from models.exchange import Exchange, ExchangeState
from models.exchange_schemas import ExchangeRegister
from models.match import Match, MatchState
from models.request import Request
from tests.conftest import NOW
from tests.exchanging import PROVIDER, RECIPIENT, STRANGER, WINDOW, letters, opened, who
from tests.matched import suggest

SPANISH = "Los comités de agua aprendieron a gestionar y mantener sus propios sistemas rurales."
REGISTERED = ExchangeRegister(requester="amexcid-mex", provider="sabesp-bra", title="Agua rural", text=SPANISH)


def test_an_accepted_match_becomes_an_exchange_of_its_two_sides(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        dossier = dossier_of(session, exchange.id)

        assert dossier is not None
        assert (exchange.state, exchange.title, exchange.sectors) == (
            ExchangeState.ACCEPTED,
            "Agua potable rural",
            ["water-sanitation"],
        )
        assert exchange.modality == "training"
        assert [(one.role, one.organization, one.country) for one in dossier.sides] == [
            ("requester", "amexcid-mex", "MEX"),
            ("provider", "sabesp-bra", "BRA"),
        ]


def test_a_match_has_one_exchange_however_often_it_is_opened(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        again = open_exchange(session, who(session, RECIPIENT), session.exec(select(Match)).one(), now=NOW)

        assert again.id == exchange.id
        assert len(session.exec(select(Exchange)).all()) == 1


def test_a_match_that_is_not_accepted_opens_nothing(world: Engine) -> None:
    with writing(world) as session:
        match = suggest(session, state=MatchState.INTRODUCED)
        with pytest.raises(ConflictError, match="introduced"):
            open_exchange(session, who(session, PROVIDER), match, now=NOW)


@pytest.mark.parametrize(("state", "shown"), [("published", True), ("withdrawn", False)])
def test_an_exchange_shows_only_what_both_posts_showed(state: str, shown: bool, world: Engine) -> None:
    with writing(world) as session:
        session.get_one(Request, "req-agua").state = state
        session.flush()

        assert opened(session).shown_in_full is shown


def test_a_registered_cooperation_waits_for_the_other_side(world: Engine) -> None:
    with writing(world) as session:
        exchange = register_exchange(session, who(session, PROVIDER), REGISTERED, now=NOW)
        accepted = {one.organization: one.accepted for one in dossier_of(session, exchange.id).sides}  # type: ignore[union-attr]
        assert accepted == {"amexcid-mex": False, "sabesp-bra": True}
        assert letters(session, "exchange-invitation") == [RECIPIENT]
        assert exchange.language == "es"

        answer_invitation(session, who(session, RECIPIENT), exchange.id, accept=True, now=NOW)

        assert all(one.accepted for one in dossier_of(session, exchange.id).sides)  # type: ignore[union-attr]


def test_a_cooperation_that_the_other_side_denies_is_given_up(world: Engine) -> None:
    with writing(world) as session:
        exchange = register_exchange(session, who(session, PROVIDER), REGISTERED, now=NOW)
        answer_invitation(session, who(session, RECIPIENT), exchange.id, accept=False, now=NOW)

        assert (exchange.state, exchange.cancel_reason) == (ExchangeState.CANCELLED, "no-agreement")


def test_an_agency_registers_for_the_institutions_of_its_country(world: Engine) -> None:
    with writing(world) as session:
        exchange = register_exchange(session, who(session, WINDOW), REGISTERED, now=NOW)
        accepted = {one.organization: one.accepted for one in dossier_of(session, exchange.id).sides}  # type: ignore[union-attr]

        assert accepted == {"amexcid-mex": False, "sabesp-bra": True}


def test_nobody_registers_what_he_takes_no_part_in(world: Engine) -> None:
    with writing(world) as session, pytest.raises(ForbiddenError, match="neither side"):
        register_exchange(session, who(session, STRANGER), REGISTERED, now=NOW)


@pytest.mark.parametrize("other", ["sabesp-bra", "nobody"])
def test_an_exchange_has_two_known_sides(other: str, world: Engine) -> None:
    wanted = REGISTERED.model_copy(update={"requester": other})
    with writing(world) as session, pytest.raises(BadInputError):
        register_exchange(session, who(session, PROVIDER), wanted, now=NOW)


def test_an_exchange_that_one_may_not_know_of_is_missing(world: Engine) -> None:
    with writing(world) as session:
        exchange = opened(session)
        with pytest.raises(NotFoundError) as hidden:
            dossier_for(session, who(session, STRANGER), exchange.id)
        with pytest.raises(NotFoundError) as missing:
            dossier_for(session, who(session, STRANGER), "exc-none")

        assert str(hidden.value) == str(missing.value).replace("exc-none", exchange.id)
