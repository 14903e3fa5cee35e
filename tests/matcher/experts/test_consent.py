"""Nobody sees a person's profile before the person consented, nor after he took the consent back."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.cursors import Part
from matcher.errors import ConflictError, DeadLinkError, ForbiddenError, NotFoundError, StaleEditError
from matcher.experts.asking import answer, answer_by_link, ask_consent
from matcher.experts.finding import ExpertFilter, experts, the_expert
from matcher.experts.keeping import edit_expert
from matcher.experts.showing import shown_to
from matcher.policy import PUBLIC, Actor
from matcher.trail import trail
from models.account import Account
from models.database import writing
from models.expert import Expert, ExpertState
from models.expert_schemas import Consent, ExpertUpdate
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ANALYST, FOCAL, PROVIDER, RECIPIENT, who
from tests.matched import put
from tests.matcher.experts.people import asked, consenting, newest_link, say

pytestmark = pytest.mark.both_databases
KEY = "exp-agua"


def seen_by(session: Session, actor: Actor) -> list[str]:
    rows, _ = experts(session, actor, ExpertFilter(), Part(), on=NOW.date())
    return [row.id for row in rows]


def test_others_see_a_profile_while_the_person_consents_and_its_keeper_always(small: Engine) -> None:
    with writing(small) as session:
        others = (PUBLIC, who(session, RECIPIENT), who(session, FOCAL), who(session, ANALYST))
        link = asked(session)
        for said, seen in ((None, []), (Consent.GIVEN, [KEY]), (Consent.WITHDRAWN, []), (Consent.GIVEN, [KEY])):
            if said is not None:
                say(session, link, said)
            assert [seen_by(session, one) for one in others] == [seen] * 4
            assert seen_by(session, who(session, PROVIDER)) == [KEY]
        say(session, link, Consent.WITHDRAWN)
        with pytest.raises(NotFoundError):
            the_expert(session, PUBLIC, KEY)

        story = [one.action for one in trail(session, PUBLIC, "expert", KEY)]

    assert story[-2:] == ["expert.consent-given", "expert.consent-withdrawn"]


def test_name_and_contact_are_told_by_the_visibility_and_the_address_to_nobody_else(small: Engine) -> None:
    with writing(small) as session:
        row, keeper = consenting(session), who(session, PROVIDER)

        def told(actor: Actor) -> tuple[str | None, str | None, str | None]:
            (one,) = shown_to(session, actor, [row])
            return one.person, one.contact, one.email

        name, number = "Eva Luna", "+55 11 5550 1234"
        assert told(PUBLIC) == (None, None, None)
        assert told(who(session, RECIPIENT)) == (name, number, None)
        assert told(keeper) == (name, number, "eva@example.org")
        say(session, newest_link(session), Consent.WITHDRAWN)
        assert told(keeper) == (None, None, None)


def test_after_a_refusal_nobody_but_the_person_comes_back_to_it(small: Engine) -> None:
    with writing(small) as session:
        link, keeper = asked(session), who(session, PROVIDER)
        row = say(session, link, Consent.REFUSED)
        with pytest.raises(ForbiddenError):
            ask_consent(session, keeper, KEY, version=row.version, now=NOW)
        with pytest.raises(ForbiddenError):
            edit_expert(session, keeper, KEY, ExpertUpdate(title="Otra"), version=row.version, now=NOW)
        with pytest.raises(ForbiddenError):
            answer(session, keeper, KEY, Consent.GIVEN, version=row.version, now=NOW)
        with pytest.raises(ConflictError):
            say(session, link, Consent.WITHDRAWN)

        assert say(session, link, Consent.GIVEN).state == ExpertState.CONSENTED


def test_a_change_by_the_keeper_hides_the_profile_until_the_person_agrees_to_it(small: Engine) -> None:
    with writing(small) as session:
        row, keeper = consenting(session), who(session, PROVIDER)
        first = newest_link(session)
        edit_expert(session, keeper, KEY, ExpertUpdate(days_a_year=20), version=row.version, now=NOW)
        assert row.state == ExpertState.CONSENTED

        read = row.version
        edit_expert(session, keeper, KEY, ExpertUpdate(fee=300, currency="USD"), version=read, now=NOW)

        assert row.state == ExpertState.ASKED
        assert seen_by(session, PUBLIC) == []
        with pytest.raises(DeadLinkError):
            say(session, first, Consent.GIVEN)
        with pytest.raises(StaleEditError):
            answer_by_link(session, newest_link(session), Consent.GIVEN, version=read, now=NOW)
        assert say(session, newest_link(session), Consent.GIVEN).fee == 300


def test_nobody_else_puts_another_address_in_the_place_of_whoever_answered(small: Engine) -> None:
    with writing(small) as session:
        row = consenting(session)
        wanted = ExpertUpdate(email="provider.bra@example.org")
        with pytest.raises(ConflictError):
            edit_expert(session, who(session, PROVIDER), KEY, wanted, version=row.version, now=NOW)


def test_the_own_account_answers_and_changes_without_being_asked_anew(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.account("eva@example.org", "provider"))
        asked(session)
        eva, row = who(session, "eva@example.org"), session.get_one(Expert, KEY)
        answer(session, eva, KEY, Consent.GIVEN, version=row.version, now=NOW)
        edit_expert(session, eva, KEY, ExpertUpdate(summary="Mide ríos y lagos"), version=row.version, now=NOW)

        assert (row.state, seen_by(session, PUBLIC)) == (ExpertState.CONSENTED, [KEY])


def test_who_is_asked_for_the_first_time_gets_an_account_that_may_do_nothing(small: Engine) -> None:
    with writing(small) as session:
        asked(session)
        account = session.get_one(Account, "eva@example.org")

        assert (account.waits, account.organization, account.password_hash) == (True, None, None)
        assert not account.gets_digests
