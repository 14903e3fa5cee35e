"""Finds what a post refers to: organizations by identifier or sure name, practices and exchanges by identifier."""

from collections.abc import Iterable

from sqlmodel import Session, SQLModel, col, select

from locales.messages import Message
from matcher.errors import BadInputError
from matcher.names import OrganizationNames
from models.errors import did_you_mean
from models.exchange import Exchange
from models.organization import Organization
from models.practice import Practice


def find_organization(session: Session, named: str, field: str) -> Organization:
    """The organization of that identifier, or which that name surely means. Raises BadInputError, with the nearest."""
    row = session.get(Organization, named)
    if row is not None:
        return row
    names = OrganizationNames(session.exec(select(Organization)))
    found = names.resolve(named)
    if found is not None:
        return session.get_one(Organization, found)
    hint = did_you_mean(one.id for one in names.search(named, limit=3))
    raise BadInputError("{field}: there is no organization {named!r}{hint}", field=field, named=named, hint=hint)


def check_practices(session: Session, keys: Iterable[str]) -> None:
    """Raises BadInputError for a practice that is not there."""
    _check(session, Practice, keys, "practices")


def check_exchanges(session: Session, keys: Iterable[str]) -> None:
    """Raises BadInputError for an exchange that is not there."""
    _check(session, Exchange, keys, "answered_by")


def _check(session: Session, table: type[SQLModel], keys: Iterable[str], field: str) -> None:
    wanted = set(keys)
    if not wanted:
        return
    column = col(table.id)  # type: ignore[attr-defined]
    missing = wanted - set(session.exec(select(column).where(column.in_(wanted))))
    if missing:
        raise BadInputError(
            "{field}: there is no {noun} {missing!r}",
            field=field,
            noun=Message(table.__name__.lower()),
            missing=min(missing),
        )
