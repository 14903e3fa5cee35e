"""The catalogues that an administrator has entered, and what of them is known here."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.errors import ConflictError, NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.catalogues import CatalogueAction
from models.catalogue import Catalogue, CatalogueCreate, ForeignRecord, SeenElsewhere


def add_catalogue(session: Session, actor: Actor, wanted: CatalogueCreate, *, now: datetime) -> Catalogue:
    """Enters another platform. Raises ConflictError for a known identifier."""
    demand(actor, CatalogueAction.ADD)
    if session.get(Catalogue, wanted.id) is not None:
        raise ConflictError("there is a catalogue {id!r} already", id=wanted.id)
    row = Catalogue(**wanted.model_dump(), added_at=now)
    session.add(row)
    session.flush()
    change = {name: [None, value] for name, value in wanted.model_dump(exclude={"id"}).items()}
    record(session, "catalogue.added", ("catalogue", row.id), now=now, actor=actor.name_in_trail, change=change)
    return row


def catalogues(session: Session, actor: Actor) -> Sequence[Catalogue]:
    """All of them, by identifier."""
    demand(actor, CatalogueAction.SEE)
    return session.exec(select(Catalogue).order_by(col(Catalogue.id))).all()


def one_catalogue(session: Session, actor: Actor, key: str) -> Catalogue:
    """One by its identifier. Raises NotFoundError."""
    demand(actor, CatalogueAction.SEE)
    row = session.get(Catalogue, key)
    if row is None:
        raise NotFoundError("catalogue", key)
    return row


def counts_of(session: Session) -> dict[str, dict[str, int]]:
    """How many records of each catalogue are known here, by kind."""
    counted = select(ForeignRecord.catalogue, ForeignRecord.kind, func.count()).group_by(
        col(ForeignRecord.catalogue), col(ForeignRecord.kind)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for catalogue, kind, count in session.exec(counted.order_by(col(ForeignRecord.kind))):
        found[catalogue][kind] = count
    return found


def seen_elsewhere(session: Session, noun: str, keys: Collection[str]) -> dict[str, list[SeenElsewhere]]:
    """Where else records of ours stand, by our key: the catalogue they came from first. `noun`: offer, practice or
    exchange."""
    chosen = (
        select(ForeignRecord, Catalogue)
        .join(Catalogue, col(Catalogue.id) == col(ForeignRecord.catalogue))
        .where(col(ForeignRecord.kind) == noun, col(ForeignRecord.key).in_(keys))
        .order_by(col(ForeignRecord.brought).desc(), col(Catalogue.name), col(ForeignRecord.foreign_id))
    )
    found: dict[str, list[SeenElsewhere]] = defaultdict(list)
    for row, catalogue in session.exec(chosen):
        found[row.key].append(
            SeenElsewhere(
                catalogue=catalogue.id,
                name=catalogue.name,
                licence=catalogue.licence,
                foreign_id=row.foreign_id,
                url=row.url,
                origin=row.brought,
                last_seen_at=row.last_seen_at,
            )
        )
    return found


def elsewhere(session: Session, noun: str, key: str) -> list[SeenElsewhere]:
    """The same for one record."""
    return seen_elsewhere(session, noun, [key]).get(key, [])
