"""A small region with exchanges of several years, and what was decided on suggestions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.policy import TERMINAL, Actor
from matcher.report.answering import Wish
from models.database import writing
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.analytics.exchanged import exchanged

TODAY = NOW.date()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """An empty database."""
    with writing(engine) as session:
        yield session


@pytest.fixture
def region(session: Session) -> Session:
    """Exchanges of 2025 and 2026, one without a year, and a request and an offer of this year."""
    put(session, builders.organization("amexcid-mex", "MEX"), builders.organization("abc-bra", "BRA"))
    put(session, builders.organization("paho", None, kind="multilateral"))
    exchanged(session, "exc-1", "R:MEX:amexcid-mex P:BRA:abc-bra", start_year=2026, end_year=2026, outcome=0.8)
    exchanged(session, "exc-2", "R:MEX P:BRA F:-:paho", start_year=2025, state="running")
    exchanged(session, "exc-3", "R:MEX R:PER P:CHL", started_on=date(2024, 5, 1), ended_on=date(2025, 2, 1))
    exchanged(session, "exc-4", "R:MEX P:COL")
    put(session, builders.request(), builders.offer())
    return session


def wish(session: Session, year: int = 2026, actor: Actor = TERMINAL) -> Wish:
    """A report as the command line asks for it."""
    return Wish(session, actor, year, TODAY)


def figures(rows: Any) -> dict[str, Any]:
    """Rows of a table by the word in their first cell; the others as they are."""
    return {row[0]: row[1:] for row in rows}
