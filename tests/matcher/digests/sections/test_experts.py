"""Who keeps a profile reads what the person said and when the availability ends; the person, that he is asked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from models.database import writing
from models.expert import ExpertState
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.digests.said import AGENCY, PROVIDER, section

DAY = timedelta(days=1)
EVA = "eva@example.org"


def told(engine: Engine, email: str) -> list[str]:
    return [one["expert"] for one in section(engine, email, "experts")]


def profile(engine: Engine, **fields: Any) -> None:
    with writing(engine) as session:
        put(session, builders.account(EVA, "provider"), builders.expert(**fields))


@pytest.mark.parametrize(("days", "keeper", "person"), [(1, [], ["asked-you"]), (8, ["unanswered"], ["asked-you"])])
def test_who_is_asked_is_told_at_once_and_the_keeper_after_a_week(
    small: Engine, days: int, keeper: list[str], person: list[str]
) -> None:
    profile(small, state=ExpertState.ASKED, asked_at=NOW - days * DAY)

    assert (told(small, PROVIDER), told(small, EVA), told(small, AGENCY)) == (keeper, person, [])


def test_nobody_is_asked_for_ever(small: Engine) -> None:
    profile(small, state=ExpertState.ASKED, asked_at=NOW - 60 * DAY)

    assert told(small, PROVIDER) == told(small, EVA) == []


@pytest.mark.parametrize("state", [ExpertState.CONSENTED, ExpertState.REFUSED, ExpertState.WITHDRAWN])
def test_the_keeper_reads_once_what_the_person_said(small: Engine, state: ExpertState) -> None:
    profile(small, state=state, answered_at=NOW - 2 * DAY)

    assert told(small, PROVIDER) == [str(state)]
    assert section(small, PROVIDER, "experts", now=NOW + 7 * DAY) == []


@pytest.mark.parametrize(("days", "news"), [(31, []), (30, ["ends"]), (0, ["ends"]), (-1, [])])
def test_an_availability_is_told_in_its_last_month(small: Engine, days: int, news: list[str]) -> None:
    last = (NOW + days * DAY).date()
    profile(small, state=ExpertState.CONSENTED, answered_at=NOW - 90 * DAY, available_until=last)

    assert told(small, PROVIDER) == told(small, EVA) == news
    assert told(small, AGENCY) == []
