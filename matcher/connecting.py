"""Video networks: which mechanisms join the countries of two sides, for an exchange without travel."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from models.mechanism import Mechanism

VIRTUAL = "virtual-exchange"
"""The modality for which it matters."""


@dataclass(frozen=True)
class Connection:
    """A mechanism whose video network reaches some of the countries that were asked about, and not the `lacking` ones.
    `source` says by which document, where one is known."""

    mechanism: str
    name: str
    connected: tuple[str, ...]
    lacking: tuple[str, ...]
    source: tuple[str, str] | None

    @property
    def whole(self) -> bool:
        """Whether it joins all of them."""
        return not self.lacking


def connections(session: Session, countries: Collection[str | None]) -> list[Connection]:
    """The video networks that reach one of some countries at least, those that reach all of them first."""
    wanted = sorted({one for one in countries if one})
    networks = select(Mechanism).where(cast(col(Mechanism.connects), String) != "[]").order_by(col(Mechanism.id))
    found = [_connection(one, wanted) for one in session.exec(networks) if not set(one.connects).isdisjoint(wanted)]
    return sorted(found, key=lambda one: (len(one.lacking), one.name))


def between(session: Session, asking: Collection[str | None], offering: str | None) -> list[Connection]:
    """The video networks that join all the countries of both sides."""
    if offering is None:
        return []
    return [one for one in connections(session, [*asking, offering]) if one.whole]


def _connection(row: Mechanism, wanted: Collection[str]) -> Connection:
    return Connection(
        mechanism=row.id,
        name=row.name,
        connected=tuple(one for one in wanted if one in row.connects),
        lacking=tuple(one for one in wanted if one not in row.connects),
        source=(row.source_document, row.source_section or "") if row.source_document else None,
    )
