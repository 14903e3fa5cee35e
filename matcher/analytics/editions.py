"""Whether what views rest on has changed since they were last answered: told by numbers, without reading it."""

from enum import StrEnum
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from matcher.organizations.register import edition_of as edition_of_register
from models.decision import Decision
from models.exchange import Exchange, ExchangeParticipant
from models.match import Match
from models.offer import Offer
from models.request import Request

Edition = tuple[Any, ...]


class Ground(StrEnum):
    """What a view rests on: exchanges with their sides and the register of organizations, or posts, matches and
    decisions as well."""

    EXCHANGES = "exchanges"
    POSTS = "posts"


def edition_of(session: Session, ground: Ground) -> Edition:
    """What changes with every change of the ground: rows come, which raises their number, are edited, which raises a
    version, or go; a decision is undone, an invited side accepts."""
    exchanges = (*edition_of_register(session), *_one(session, *_versions(Exchange)), *_one(session, *_sides()))
    if ground == Ground.EXCHANGES:
        return exchanges
    posts = (_one(session, *_versions(table), _latest(table)) for table in (Request, Offer))
    decisions = (func.count(), func.count(col(Decision.undone_at)), func.max(col(Decision.id)))
    return (*exchanges, *posts, _one(session, *_versions(Match)), _one(session, *decisions))


def _versions(table: Any) -> tuple[Any, Any]:  # noqa: ANN401
    return func.count(), func.coalesce(func.sum(col(table.version)), 0)


def _latest(table: type[Request | Offer]) -> Any:  # noqa: ANN401
    """When one was last published, asked apart: an index knows it at once."""
    return select(func.max(col(table.published_at))).scalar_subquery()


def _sides() -> tuple[Any, Any]:
    """Sides have no version of their own; once an exchange is known, its own rises with every change of them."""
    accepted = case((col(ExchangeParticipant.accepted), 1), else_=0)
    return func.count(col(ExchangeParticipant.position)), func.coalesce(func.sum(accepted), 0)


def _one(session: Session, *columns: Any) -> Edition:  # noqa: ANN401
    return tuple(session.execute(select(*columns)).one())
