"""Keeps the prepared index between requests and renews it when the data has changed."""

from datetime import date
from threading import Lock

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.matching.records import gather
from models.exchange import Exchange
from models.offer import Offer
from models.practice import Practice
from scoring import Index
from scoring.text.encoder import Encoder

Edition = tuple[date, tuple[tuple[int, int], ...]]


class IndexShelf:
    """One index for all threads of a process. Every edit raises a row's version, so counts and sums tell a change."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._building = Lock()
        self._held: tuple[Edition, Index] | None = None

    def index(self, session: Session, as_of: date) -> Index:
        """The index of the data as it stands now; while another thread renews it, the one before."""
        edition, held = _edition(session, as_of), self._held
        if held is not None and held[0] == edition:
            return held[1]
        if not self._building.acquire(blocking=held is None):
            assert held is not None
            return held[1]
        try:
            if self._held is None or self._held[0] != edition:
                self._held = (edition, gather(session, as_of=as_of).index(as_of, self._encoder))
            return self._held[1]
        finally:
            self._building.release()


def _edition(session: Session, as_of: date) -> Edition:
    counts = [_count_and_versions(session, table) for table in (Offer, Exchange, Practice)]
    return as_of, tuple(counts)


def _count_and_versions(session: Session, table: type[Offer | Exchange | Practice]) -> tuple[int, int]:
    chosen = select(func.count(col(table.id)), func.coalesce(func.sum(col(table.version)), 0))
    count, versions = session.exec(chosen).one()
    return int(count), int(versions)
