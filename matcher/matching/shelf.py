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

Edition = tuple[date, int, int, int, int]


class IndexShelf:
    """One index for all threads of a process. Every edit raises a row's version, so three counts tell a change."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._edition: Edition | None = None
        self._index: Index | None = None

    def index(self, session: Session, as_of: date) -> Index:
        """The index of the data as it stands now."""
        edition = _edition(session, as_of)
        with self._lock:
            if self._index is None or edition != self._edition:
                self._index = gather(session, as_of=as_of).index(as_of)
                self._edition = edition
            return self._index


def _edition(session: Session, as_of: date) -> Edition:
    offers, versions = session.exec(
        select(func.count(col(Offer.id)), func.coalesce(func.sum(col(Offer.version)), 0))
    ).one()
    exchanges = session.exec(select(func.count(col(Exchange.id)))).one()
    practices = session.exec(select(func.count(col(Practice.id)))).one()
    return as_of, int(offers), int(versions), int(exchanges), int(practices)
