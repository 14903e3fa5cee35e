"""The audit trail is searched by what happened to what, by whom and when."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from matcher.administration.searching_trail import TrailFilter, search_trail, trail_as_csv
from matcher.audit import record
from matcher.errors import ForbiddenError
from matcher.policy import TERMINAL, Actor
from models.account import Role
from tests.conftest import NOW

ANA = "ana@example.org"


@pytest.fixture
def told(session: Session) -> Session:
    for days, action, thing, actor in (
        (0, "account.edit", ("account", "eva@example.org"), ANA),
        (1, "account.invite", ("account", "leo@example.org"), ANA),
        (2, "organization.updated", ("organization", "abc-bra"), "terminal"),
    ):
        change = {"name": ["=1+1", "Instituto"], "contact": ["secret", "more secret"]}
        record(session, action, thing, now=NOW + timedelta(days=days), actor=actor, change=change)
        session.flush()
    return session


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (TrailFilter(), ["organization.updated", "account.invite", "account.edit"]),
        (TrailFilter(kind="account"), ["account.invite", "account.edit"]),
        (TrailFilter(key="eva@example.org"), ["account.edit"]),
        (TrailFilter(actor="terminal"), ["organization.updated"]),
        (TrailFilter(action="account."), ["account.invite", "account.edit"]),
        (TrailFilter(action="%"), []),
        (TrailFilter(since=NOW.date() + timedelta(days=1)), ["organization.updated", "account.invite"]),
        (TrailFilter(until=NOW.date()), ["account.edit"]),
        (TrailFilter(since=date(2000, 1, 1), until=date(2000, 1, 2)), []),
    ],
)
def test_events_are_found_the_newest_first(told: Session, wanted: TrailFilter, expected: list[str]) -> None:
    events, following = search_trail(told, TERMINAL, wanted)

    assert ([one.action for one in events], following) == (expected, None)


def test_the_list_goes_on_after_a_cursor(told: Session) -> None:
    first, cursor = search_trail(told, TERMINAL, TrailFilter(), limit=2)
    rest, following = search_trail(told, TERMINAL, TrailFilter(), after=cursor, limit=2)

    assert [one.action for one in (*first, *rest)] == ["organization.updated", "account.invite", "account.edit"]
    assert following is None


def test_secrets_stay_hidden_and_a_spreadsheet_runs_nothing(told: Session) -> None:
    text = trail_as_csv(told, TERMINAL, TrailFilter(kind="organization")).decode()

    assert text.splitlines()[0] == "at,action,kind,key,actor,change"
    assert len(text.splitlines()) == 2
    assert "secret" not in text
    assert ",=" not in text


def test_it_is_for_administrators_only(told: Session) -> None:
    with pytest.raises(ForbiddenError):
        search_trail(told, Actor("analyst@example.org", role=Role.ANALYST), TrailFilter())
