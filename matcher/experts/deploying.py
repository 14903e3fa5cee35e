"""Experts from rosters in exchanges: who may be called by whom, and how many days of a year are taken."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from matcher.errors import BadInputError
from models.deployment import Deployment
from models.exchange import Exchange, ExchangeState
from models.expert import SHOWN, Expert
from models.roster import Placement, Roster, standing_on

MOST = 100
"""Places on rosters that a form offers."""


def callable_from(session: Session, countries: Collection[str], *, on: date) -> list[tuple[Placement, Expert, Roster]]:
    """The places on rosters from which some countries may call an expert, by the expert's title; a hundred at most."""
    chosen = (
        select(Placement, Expert, Roster)
        .join(Expert, col(Expert.id) == Placement.expert)
        .join(Roster, col(Roster.id) == Placement.roster)
        .where(standing_on(on), col(Expert.state).in_(SHOWN))
        .order_by(col(Expert.title), col(Placement.id))
    )
    rows = [one for one in session.exec(chosen) if any(one[2].serves(country) for country in countries)]
    return rows[:MOST]


def check_call(session: Session, placement: str, countries: Collection[str], *, starts_on: date) -> None:
    """Raises BadInputError where nobody stands there on the first day whom others see, or where none of the countries
    may call from the roster."""
    row = session.get(Placement, placement)
    expert = session.get(Expert, row.expert) if row else None
    if row is None or expert is None or not expert.shown or (row.until is not None and row.until < starts_on):
        raise BadInputError("placement: {value!r} is no place on a roster where somebody stands", value=placement)
    roster = session.get_one(Roster, row.roster)
    if not any(roster.serves(one) for one in countries):
        raise BadInputError(
            "placement: none of the countries of this exchange may call from {name!r}", name=roster.name
        )


def days_taken(session: Session, expert: str, year: int) -> int:
    """The days of a year for which an expert was called from rosters, also by exchanges that are not over."""
    chosen = (
        select(Deployment)
        .join(Placement, col(Placement.id) == Deployment.placement)
        .join(Exchange, col(Exchange.id) == Deployment.exchange)
        .where(Placement.expert == expert, Exchange.state != ExchangeState.CANCELLED)
        .where(col(Deployment.starts_on) <= date(year, 12, 31), col(Deployment.ends_on) >= date(year, 1, 1))
    )
    return sum(_within(year, one.starts_on, one.ends_on) for one in session.exec(chosen))


def _within(year: int, starts_on: date, ends_on: date) -> int:
    first, last = max(starts_on, date(year, 1, 1)), min(ends_on, date(year, 12, 31))
    return (last - first).days + 1
