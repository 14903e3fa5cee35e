"""What waits for an administrator is counted, and nothing else."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.accounts.standing import Standing, conditions_of
from matcher.administration.waiting import LATE, UNANSWERED, waiting
from matcher.errors import ForbiddenError, UnauthenticatedError
from matcher.letters.writing import write_letter
from matcher.policy import PUBLIC, TERMINAL, Actor
from models.account import Account, AccountFilter, Role, accounts_page
from models.delivery import Delivery, DeliveryState
from models.hold import Hold
from models.second_factor import SecondFactor
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.matcher.learning.reviewed import learned

SOON = NOW + timedelta(minutes=1)


def test_nothing_waits_in_an_empty_service(session: Session) -> None:
    assert waiting(session, TERMINAL, now=NOW).nothing


def test_each_kind_is_counted(session: Session) -> None:
    small_region(session)
    put(
        session,
        builders.request("req-new", organization="amexcid-mex", state="submitted"),
        builders.account("old@example.org", organization="abc-bra", invited_at=NOW - UNANSWERED - LATE),
        builders.account("fresh@example.org", organization="abc-bra", invited_at=NOW),
        builders.account("gone@example.org", organization="abc-bra", mail_stopped="bounced"),
        builders.account("off@example.org", "administrator", active=False, mail_stopped="bounced"),
        builders.account("safe@example.org", "administrator"),
        SecondFactor(account="safe@example.org", secret="s", created_at=NOW, confirmed_at=NOW),
        Hold(name="digests", reason="wording", by="Ana", since=NOW),
        learned("learned-1"),
        learned("learned-2", state="rejected"),
    )
    for number, state in enumerate(DeliveryState):
        write_letter(session, "gone@example.org", "password-reset", {"token": ""}, now=NOW, once=str(number))
        session.get_one(Delivery, number + 1).state = state
    session.flush()

    found = waiting(session, TERMINAL, now=NOW + LATE * 2)

    assert not found.nothing
    assert (found.doubtful, found.refused, found.late, found.held) == (1, 1, 1, ["digests"])
    assert (found.bounced, found.unanswered, found.unsecured) == (1, 1, 1)
    assert (found.objections, found.proposals, found.pairs) == (1, 1, 0)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing.IN_USE, ["a@x.org", "stopped@x.org"]),
        (Standing.INVITED, ["waits@x.org"]),
        (Standing.MAIL_STOPPED, ["stopped@x.org"]),
        (Standing.UNSECURED, ["a@x.org"]),
        (Standing.DISABLED, ["off@x.org"]),
    ],
)
def test_accounts_are_found_by_how_they_stand(session: Session, standing: Standing, expected: list[str]) -> None:
    put(
        session,
        builders.account("a@x.org", "focal-point"),
        builders.account("off@x.org", "focal-point", active=False),
        builders.account("stopped@x.org", "analyst", mail_stopped="bounced"),
        builders.account("waits@x.org", "focal-point", invited_at=NOW),
    )

    rows: list[Account] = accounts_page(session, AccountFilter(), *conditions_of(standing), after=None, limit=9)
    assert [one.email for one in rows] == expected


def test_it_is_for_administrators_only(session: Session) -> None:
    with pytest.raises(UnauthenticatedError):
        waiting(session, PUBLIC, now=NOW)
    with pytest.raises(ForbiddenError):
        waiting(session, Actor("focal@example.org", role=Role.FOCAL_POINT), now=NOW)
