"""Asks views of the exchange network, for tests."""

from typing import Any

from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.charts import as_svg
from matcher.analytics.groups import Group, looked_at
from matcher.analytics.tables import Cell, Table
from matcher.analytics.telling import telling_of
from matcher.analytics.wanted import Wanted
from matcher.policy import PUBLIC, Actor
from models.account import Role
from tests.conftest import NOW

ANALYST = Actor("analyst@example.org", role=Role.ANALYST)


def answer(session: Session, view: str, actor: Actor = PUBLIC, **wanted: Any) -> Table:
    """The answer of a view of the exchange network."""
    return looked_at(Group.NETWORK, view, Asked(session, actor, Wanted(**wanted), NOW.date()))[1]


def rows(session: Session, view: str, actor: Actor = PUBLIC, **wanted: Any) -> list[tuple[Cell, ...]]:
    """Its rows."""
    return list(answer(session, view, actor, **wanted).rows)


def notes(session: Session, view: str, **wanted: Any) -> list[str]:
    """What it says beside its figures, but for the remark that there are few."""
    said = [str(one) for one in answer(session, view, **wanted).notes]
    return [one for one in said if not one.startswith("Only ")]


def drawn(session: Session, view: str, language: str = "en", **wanted: Any) -> dict[str, str]:
    """Its drawings as SVG."""
    found, table = looked_at(Group.NETWORK, view, Asked(session, PUBLIC, Wanted(**wanted), NOW.date()))
    telling = telling_of(session, table, language)
    return {name: as_svg(one(table, telling), language) for name, one in found.drawings_of(table).items()}
