"""Lists of exchanges, each reader's own."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, true
from sqlmodel import Session, and_, col, or_, select

from matcher.policy import Actor
from matcher.policy.exchanges import TAKING_PART
from matcher.tagged import tagged
from models.account import Role
from models.dossier import DECIDING, Dossier, dossiers
from models.exchange import KNOWN_STATES, Exchange, ExchangeParticipant, ExchangeState


@dataclass(frozen=True)
class ExchangeFilter:
    """What a reader is looking for; None means any. `mine` are those in which the reader takes part."""

    state: ExchangeState | None = None
    country: str | None = None
    organization: str | None = None
    sector: str | None = None
    year: int | None = None
    mine: bool = False


def list_exchanges(
    session: Session, actor: Actor, wanted: ExchangeFilter, *, after: str | None = None, limit: int = 50
) -> tuple[list[Dossier], str | None]:
    """Up to `limit` exchanges that the actor may see after a cursor, by identifier, and the next one: two queries."""
    actor = actor.as_reader
    chosen = select(Exchange).where(_theirs(actor) if wanted.mine else visible(actor), *_filters(actor, wanted))
    if after is not None:
        chosen = chosen.where(col(Exchange.id) > after)
    rows = session.exec(chosen.order_by(col(Exchange.id)).limit(limit + 1)).all()
    return dossiers(session, rows[:limit]), rows[limit - 1].id if len(rows) > limit else None


def _filters(actor: Actor, wanted: ExchangeFilter) -> list[ColumnElement[bool]]:
    found: list[Any] = []
    if wanted.state is not None:
        found.append(col(Exchange.state) == wanted.state)
    if wanted.country is not None:
        found.append(_with_side(col(ExchangeParticipant.country) == wanted.country))
    if wanted.organization is not None:
        # who sees no organizations must not find out by asking for them
        shown = named_to(actor)
        found += [_with_side(col(ExchangeParticipant.organization) == wanted.organization), shown]
    if wanted.sector is not None:
        found.append(tagged(Exchange.sectors, wanted.sector))
    if wanted.year is not None:
        begins = or_(col(Exchange.start_year).is_(None), col(Exchange.start_year) <= wanted.year)
        ends = or_(col(Exchange.end_year).is_(None), col(Exchange.end_year) >= wanted.year)
        dated = or_(col(Exchange.start_year).is_not(None), col(Exchange.end_year).is_not(None))
        found += [begins, ends, dated]
    return found


def visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `exchange.see`, for the database."""
    return or_(col(Exchange.state).in_(KNOWN_STATES), _inside(actor))


def _inside(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `exchange.analyse`, for the database."""
    return true() if actor.has_role(Role.ANALYST) else concerning(actor)


def supervised(actor: Actor) -> ColumnElement[bool]:
    """Those that an administrator, or a focal point of one of their countries, supervises."""
    if actor.administers or (actor.role == Role.FOCAL_POINT and actor.covers is None):
        return true()
    if actor.role != Role.FOCAL_POINT:
        return false()
    return _with_side(col(ExchangeParticipant.country).in_(actor.covers or ()))


def concerning(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `exchange.open`, for the database."""
    return or_(supervised(actor), _theirs(actor))


def named_to(actor: Actor) -> ColumnElement[bool]:
    """Those of which the actor may know the organizations."""
    return or_(col(Exchange.shown_in_full), _inside(actor))


def deciding(actor: Actor) -> ColumnElement[bool]:
    """Those in which the actor speaks for a side that decides and takes part."""
    return _theirs(actor, col(ExchangeParticipant.role).in_(DECIDING), col(ExchangeParticipant.accepted).is_(True))


def _theirs(actor: Actor, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those in which the actor's organization, or an agency's country, has a side that meets some conditions."""
    sides = []
    if actor.has_role(*TAKING_PART) and actor.organization is not None:
        sides.append(col(ExchangeParticipant.organization) == actor.organization)
    if actor.window is not None:
        sides.append(col(ExchangeParticipant.country) == actor.window)
    return or_(*(_with_side(and_(one, *conditions)) for one in sides)) if sides else false()


def _with_side(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return col(Exchange.id).in_(select(ExchangeParticipant.exchange).where(condition))
