"""Who refused or took the consent back is erased after a month, and nothing that is left says who it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel, select

from locales import translate
from matcher.cursors import Part
from matcher.duties import DUTIES
from matcher.errors import DeadLinkError, NotFoundError
from matcher.exchanges.parts import add_part
from matcher.experts.asking import answer
from matcher.experts.erasing import UNNAMED, erase_who_left
from matcher.experts.finding import ExpertFilter, experts, the_expert
from matcher.experts.keeping import edit_expert
from matcher.experts.rosters import place
from matcher.policy import Actor
from matcher.policy.experts import ExpertAction
from models.account import Account, Role
from models.audit import AuditEvent
from models.database import reading, writing
from models.deployment import Deployment
from models.expert import Expert, ExpertState
from models.expert_schemas import Consent, ExpertUpdate
from models.roster import Placement, PlacementPost
from tests import builders
from tests.conftest import NOW
from tests.exchanging import FOCAL, PROVIDER, RECIPIENT, opened, who
from tests.matched import put
from tests.matcher.experts.people import asked, consenting, newest_link, say
from tests.matcher.experts.test_rosters import five_days

pytestmark = pytest.mark.both_databases
KEY = "exp-agua"
WHO = ("Eva Luna", "eva@example.org", "5550 1234", "Mide ríos", "Hidróloga de cuencas", "98765")
DUE = NOW + timedelta(days=30)


def everything(session: Session) -> str:
    """All rows of all tables."""
    tables = sorted(SQLModel.metadata.tables)
    return "\n".join(str(row) for one in tables for row in session.execute(text(f'SELECT * FROM "{one}"')))


def left(session: Session, **fields: Any) -> Expert:
    """A profile whose person changed his mind after it had been edited."""
    row = consenting(session, title="Hidróloga de cuencas", **fields)
    wanted = ExpertUpdate(fee=98_765, currency="USD", summary="Mide ríos y lagos")
    edit_expert(session, who(session, PROVIDER), KEY, wanted, version=row.version, now=NOW)
    say(session, newest_link(session), Consent.GIVEN)
    return say(session, newest_link(session), Consent.WITHDRAWN)


def test_after_a_month_nothing_says_who_it_was_and_the_trail_that_it_happened(small: Engine) -> None:
    with writing(small) as session:
        left(session)
        assert [one for one in WHO if one not in everything(session)] == []
        assert erase_who_left(session, DUE - timedelta(minutes=1)) == 0
    with writing(small) as session:
        assert (erase_who_left(session, DUE), erase_who_left(session, DUE)) == (1, 0)
    with reading(small) as session:
        row = session.get_one(Expert, KEY)
        assert (row.state, row.organization, row.answered_at) == (ExpertState.ERASED, "sabesp-bra", NOW)
        assert [one for one in WHO if one in everything(session)] == []
        told = session.exec(select(AuditEvent).where(AuditEvent.key == KEY).order_by("id")).all()
        assert [one.action for one in told][-2:] == ["expert.consent-withdrawn", "expert.erased"]
        assert [one.actor for one in told][-2:] == ["person", "clock"]
        assert session.get(Account, "eva@example.org") is None


def test_an_erased_profile_is_there_for_nobody_and_its_link_is_dead(small: Engine) -> None:
    with writing(small) as session:
        left(session)
        link = newest_link(session)
        erase_who_left(session, DUE)
        for actor in (who(session, PROVIDER), Actor(email="admin@example.org", role=Role.ADMINISTRATOR)):
            assert experts(session, actor, ExpertFilter(), Part(), on=NOW.date())[0] == []
            for action in (ExpertAction.SEE, ExpertAction.EDIT, ExpertAction.ASK):
                with pytest.raises(NotFoundError):
                    the_expert(session, actor, KEY, action)
        with pytest.raises(DeadLinkError):
            say(session, link, Consent.GIVEN)


def test_who_comes_back_in_time_stays_and_a_refusal_counts_as_a_withdrawal(small: Engine) -> None:
    with writing(small) as session:
        link = asked(session)
        say(session, link, Consent.REFUSED)
        say(session, link, Consent.GIVEN)
        assert erase_who_left(session, DUE) == 0
        say(session, link, Consent.WITHDRAWN)
        assert erase_who_left(session, DUE) == 1


def test_an_account_of_his_own_stays(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.account("eva@example.org", "provider", organization="sabesp-bra"))
        left(session)
        erase_who_left(session, DUE)

        assert session.get_one(Account, "eva@example.org").active


def test_an_account_of_his_own_stands_in_no_trail_of_the_profile(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.account("eva@example.org", "provider", organization="sabesp-bra"))
        row, eva = consenting(session), who(session, "eva@example.org")
        edit_expert(session, eva, row.id, ExpertUpdate(summary="Mide ríos y lagos"), version=row.version, now=NOW)
        answer(session, eva, row.id, Consent.WITHDRAWN, version=row.version, now=NOW)
        erase_who_left(session, DUE)

        told = session.exec(select(AuditEvent).where(AuditEvent.key == row.id)).all()
        assert [one.actor for one in told if one.action in ("expert.edited", "expert.consent-withdrawn")] == 2 * [
            "person"
        ]
        assert "eva@example.org" not in str([one.model_dump() for one in told])


def test_a_mission_that_is_over_stays_without_the_name(small: Engine) -> None:
    with writing(small) as session:
        consenting(session)
        put(session, builders.roster())
        key = place(session, who(session, FOCAL), "ros-agua", PlacementPost(expert=KEY), now=NOW).id
        mission = five_days(key).model_copy(update={"expert": "Eva Luna"})
        exchange = opened(session).id
        part = add_part(session, who(session, RECIPIENT), exchange, Deployment, mission, now=NOW).id
        say(session, newest_link(session), Consent.WITHDRAWN)
        erase_who_left(session, DUE)
        assert session.get_one(Deployment, part).expert == "Eva Luna"
        assert session.get_one(Placement, key).until == DUE.date() - timedelta(days=1)

        assert [erase_who_left(session, NOW.replace(year=2027, month=4)) for _ in range(2)] == [1, 0]

        sent = session.get_one(Deployment, part)
        assert (sent.expert, sent.ends_on, sent.placement) == (translate(UNNAMED, "es"), date(2027, 3, 5), key)
        assert "Eva Luna" not in everything(session)


def test_the_clock_does_it() -> None:
    assert erase_who_left in [duty.act for duty in DUTIES]
