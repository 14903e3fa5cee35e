"""Whoever runs the mechanism decides; what was approved becomes an exchange, and the outcome is known by the policy."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.applications.finding import ApplicationFilter, applications, the_candidacy
from matcher.applications.moving import link_exchange, review_application, withdraw_application
from matcher.applications.viewing import application_history, view_of
from matcher.cursors import Part
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.policy import PUBLIC, Actor
from models.application import Application, ApplicationState
from models.application_schemas import ApplicationView
from models.database import writing
from models.dossier import dossier_of
from models.exchange import PartyRole
from models.match import MatchState
from tests.conftest import NOW
from tests.exchanging import (
    ADMINISTRATOR,
    ANALYST,
    FAR_FOCAL,
    FOCAL,
    PROVIDER,
    RECIPIENT,
    STRANGER,
    WINDOW,
    letters,
    opened,
    who,
)
from tests.matched import suggest
from tests.matcher.applications.conftest import FUND_OFFICER
from tests.matcher.applications.steps import begun, decided, submitted

EVERYBODY = (RECIPIENT, PROVIDER, WINDOW, FUND_OFFICER, FOCAL, FAR_FOCAL, ANALYST, STRANGER, ADMINISTRATOR)


def test_an_approved_application_becomes_an_exchange_to_which_all_are_invited(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)
        review_application(session, who(session, FUND_OFFICER), thing.id, version=thing.application.version, now=NOW)
        row = decided(session, thing, FUND_OFFICER, amount_granted=75_000).application

        assert (row.state, row.amount_granted) == (ApplicationState.APPROVED, 75_000)
        dossier = dossier_of(session, row.exchange or "")
        assert dossier is not None
        assert [(one.role, one.organization, one.accepted) for one in dossier.sides] == [
            (PartyRole.REQUESTER, "amexcid-mex", True),
            (PartyRole.PROVIDER, "sabesp-bra", False),
            (PartyRole.FUNDER, "paho", False),
        ]
        assert sorted(letters(session, "application-decided")) == [RECIPIENT, PROVIDER]


def test_where_the_match_of_the_request_has_an_exchange_that_one_is_meant(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)
        known = opened(session)
        assert decided(session, thing, ADMINISTRATOR).application.exchange == known.id


def test_without_anybody_who_teaches_the_exchange_is_linked_later(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session, partners=[{"country": "BRA"}])
        row = decided(session, thing, FUND_OFFICER).application
        assert row.exchange is None

        known = opened(session)
        lead = who(session, RECIPIENT)
        link_exchange(session, lead, row.id, known.id, version=row.version, now=NOW)
        assert row.exchange == known.id
        with pytest.raises(ConflictError, match="already"):
            link_exchange(session, lead, row.id, known.id, version=row.version, now=NOW)


@pytest.mark.parametrize(("amount", "said"), [(80_001, "more than was asked for"), (100_001, "more than")])
def test_nobody_grants_more_than_was_asked(world: Engine, amount: int, said: str) -> None:
    with writing(world) as session:
        thing = submitted(session)
        with pytest.raises(BadInputError, match=said):
            decided(session, thing, FUND_OFFICER, amount_granted=amount)


def test_a_call_whose_ceiling_was_lowered_pays_no_more_than_that(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)
        thing.call.ceiling_amount, thing.call.ceiling_currency = 50_000, "USD"
        with pytest.raises(BadInputError, match="pays at most 50,000 USD"):
            decided(session, thing, FUND_OFFICER, amount_granted=60_000)


def test_nobody_else_decides_and_nothing_is_decided_twice(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)
        for email in (RECIPIENT, PROVIDER, FOCAL):
            with pytest.raises(ForbiddenError):
                decided(session, thing, email)
        decided(session, thing, FUND_OFFICER, approved=False, reason="out-of-funds")
        with pytest.raises(ConflictError, match="this can be done while"):
            decided(session, thing, FUND_OFFICER)


def seen(session: Session, key: str) -> set[str]:
    """Who knows of an application; the list and the page agree for everybody."""
    found = set[str]()
    for name, actor in {"public": PUBLIC, **{one: who(session, one) for one in EVERYBODY}}.items():
        listed, _ = applications(session, actor, ApplicationFilter(), Part())
        known = _knows(session, actor, key)
        assert known == (key in {one.id for one in listed}), name
        found |= {name} if known else set()
    return found


def _knows(session: Session, actor: Actor, key: str) -> bool:
    try:
        return the_candidacy(session, actor, key).id == key
    except NotFoundError:
        return False


def test_a_draft_is_its_writers_and_an_outcome_is_known_by_the_policy(world: Engine) -> None:
    taking_part = {RECIPIENT, PROVIDER, WINDOW, ADMINISTRATOR}
    inside = taking_part | {FUND_OFFICER, FOCAL}
    with writing(world) as session:
        draft = begun(session)
        assert seen(session, draft.id) == taking_part
        withdraw_application(session, who(session, RECIPIENT), draft.id, version=draft.application.version, now=NOW)
        assert seen(session, draft.id) == taking_part

        thing = submitted(session)
        assert seen(session, thing.id) == inside
        decided(session, thing, FUND_OFFICER, approved=False, reason="others-better")
        assert seen(session, thing.id) == inside | {ANALYST}
        assert not isinstance(view_of(who(session, ANALYST), thing), ApplicationView)


def test_what_was_approved_is_public_without_its_words(world: Engine) -> None:
    with writing(world) as session:
        thing = submitted(session)
        decided(session, thing, FUND_OFFICER, amount_granted=10_000, note="Inside")
        told = view_of(PUBLIC, the_candidacy(session, PUBLIC, thing.id)).model_dump()

        assert (told["countries"], told["amount_granted"], told["reason"]) == (["MEX", "BRA"], 10_000, None)
        assert told.keys().isdisjoint({"text", "note", "partners", "amount_asked", "request"})
        story = application_history(session, who(session, FUND_OFFICER), thing.id)
        assert [one.action for one in story][-2:] == ["application.submitted", "application.approved"]


def test_a_match_alone_is_no_exchange(world: Engine) -> None:
    with writing(world) as session:
        suggest(session, state=MatchState.PROPOSED)
        thing = submitted(session, partners=[{"country": "BRA"}])
        decided(session, thing, FUND_OFFICER)
        assert session.get_one(Application, thing.id).exchange is None
