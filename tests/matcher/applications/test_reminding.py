"""Two days before a call closes, whoever leads a draft for it is reminded by a letter, once."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.applications.moving import withdraw_application
from matcher.applications.reminding import remind_of_drafts
from matcher.duties import DUTIES
from models.account import Account
from models.database import writing
from models.proposal_call import ProposalCall
from tests.conftest import NOW
from tests.exchanging import RECIPIENT, letters, who
from tests.matcher.applications.conftest import CLOSES
from tests.matcher.applications.steps import begun, submitted

KIND = "application-due"
LAST = NOW + (CLOSES - NOW.date())


def reminded(session: Session, *, days_before: int) -> int:
    return remind_of_drafts(session, LAST - timedelta(days=days_before))


@pytest.mark.both_databases
@pytest.mark.parametrize(("days_before", "written"), [(3, 0), (2, 1), (0, 1), (-1, 0)])
def test_the_lead_of_a_draft_is_reminded_in_the_last_two_days_and_not_after(
    world: Engine, days_before: int, written: int
) -> None:
    with writing(world) as session:
        begun(session)

        assert reminded(session, days_before=days_before) == written
        assert letters(session, KIND) == [RECIPIENT] * written


@pytest.mark.both_databases
def test_it_comes_once_and_again_where_the_call_closes_later(world: Engine) -> None:
    with writing(world) as session:
        begun(session)
        assert [reminded(session, days_before=days) for days in (2, 2, 1, 0)] == [1, 0, 0, 0]

        session.get_one(ProposalCall, "cal-1").closes_on = CLOSES + timedelta(days=7)
        session.flush()

        assert [reminded(session, days_before=days) for days in (0, -5, -6)] == [0, 1, 0]


def test_what_was_handed_in_or_taken_back_and_an_archived_call_remind_nobody(world: Engine) -> None:
    with writing(world) as session:
        taken = submitted(session).application
        assert reminded(session, days_before=1) == 0
        withdraw_application(session, who(session, RECIPIENT), taken.id, version=taken.version, now=NOW)
        assert reminded(session, days_before=1) == 0

        begun(session)
        session.get_one(ProposalCall, "cal-1").archived_at = NOW
        session.flush()
        assert reminded(session, days_before=1) == 0


def test_who_wants_no_reminders_gets_none(world: Engine) -> None:
    with writing(world) as session:
        begun(session)
        session.get_one(Account, RECIPIENT).reminders = False
        session.flush()

        assert reminded(session, days_before=1) == 0


def test_the_clock_does_it() -> None:
    assert remind_of_drafts in [duty.act for duty in DUTIES]
