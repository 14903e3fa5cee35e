"""The names of all organizations, kept ready in the process until the register changes."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from matcher.names import OrganizationNames
from models.organization import MergedOrganization, Organization

Edition = tuple[int, ...]
_latest: WeakKeyDictionary[Engine, tuple[Edition, OrganizationNames]] = WeakKeyDictionary()
"""For each database the names that were read last, and of which edition of its register. A session that writes has an
engine of its own, so that nothing is kept which may be taken back."""


def names_known(session: Session) -> OrganizationNames:
    """All names as they are, read anew where the register has changed since they were last read."""
    database, edition = session.get_bind().engine, edition_of(session)
    known = _latest.get(database)
    if known is None or known[0] != edition:
        columns = (Organization.id, Organization.name, Organization.acronym, Organization.aliases)
        rows: Any = session.execute(select(*columns))  # type: ignore[type-var]
        known = _latest[database] = (edition, OrganizationNames(rows))
    return known[1]


def edition_of(session: Session) -> Edition:
    """What changes with every change of the register: organizations come, which raises their number, are edited, which
    raises a version, or go by being merged, which is kept."""
    counts = select(func.count(), func.coalesce(func.sum(col(Organization.version)), 0))
    merged = select(func.count()).select_from(MergedOrganization)
    return *map(int, session.exec(counts).one()), session.exec(merged).one()
