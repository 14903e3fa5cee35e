"""Keeps the prepared index between requests and renews it when the data has changed."""

import gc
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.matching.records import gather, offer_record
from models.change import Marks, Stamp, changed_since, marks_of, stamp
from models.exchange import KNOWN_STATES, Exchange
from models.offer import Offer, offers_by_id, versions_of_published
from models.practice import Practice, PracticeState
from scoring import Index
from scoring.stored import UnfitIndexError, load_index, save_index
from scoring.text.encoder import Encoder

FEW = 2000
"""Up to so many offers the index is built anew with every change, so that it is always that of a match run: that takes
about a second."""
STALE = 0.05
"""Share of offers that may have changed before an index is built anew: how rare words are is counted then."""

log = logging.getLogger(__name__)

Edition = list[list[int]]
"""How many known exchanges and published practices there are, and the sum of their versions: every edit raises a row's
version."""


@dataclass(frozen=True)
class _Held:
    """An index with the versions of the offers in it; `changes` counts what it took since it was built. The `stamp`
    tells that nothing has changed, the `marks` which offers have; None for an index that another process built."""

    index: Index
    offers: dict[str, int]
    past: Edition
    changes: int = 0
    stamp: Stamp | None = None
    marks: Marks | None = None


class IndexShelf:
    """One index for all threads of a process. With a folder, processes share what one of them has built: they map it
    into memory and start in a moment."""

    def __init__(self, encoder: Encoder | None = None, folder: Path | None = None) -> None:
        self._encoder = encoder
        self._folder = folder
        self._renewing = Lock()
        self._held: _Held | None = None

    @property
    def standing(self) -> tuple[date, int] | None:
        """The day of the index that this process holds, and how many offers are in it; None before the first call."""
        held = self._held
        return None if held is None else (held.index.as_of, len(held.offers))

    def index(self, session: Session, as_of: date) -> Index:
        """The index of the data as it stands now; while another thread renews it, the one before."""
        held = self._held
        if not self._renewing.acquire(blocking=held is None):
            assert held is not None
            return held.index
        try:
            self._held = self._renewed(session, as_of, self._held or self._stored(as_of))
            return self._held.index
        finally:
            self._renewing.release()

    def _renewed(self, session: Session, as_of: date, held: _Held | None) -> _Held:
        now = stamp(session)
        if held is not None and held.stamp == now and held.index.as_of == as_of:
            return held
        marks = marks_of(session, Offer)
        fitting = self._fitting(session, as_of, held, _versions(session, held, marks), _past(session))
        return replace(fitting, stamp=now, marks=marks)

    def _fitting(
        self, session: Session, as_of: date, held: _Held | None, offers: dict[str, int], past: Edition
    ) -> _Held:
        """What is held, brought up to some versions of the offers and an edition of the past."""
        if held is None or held.past != past or held.index.as_of.year != as_of.year:
            return self._built(session, as_of, offers, past)
        index = held.index if held.index.as_of == as_of else held.index.on(as_of)
        if offers is held.offers or offers == held.offers:
            return _Held(index, offers, past, held.changes)
        new = [one for one, version in offers.items() if held.offers.get(one) != version]
        gone = [one for one, version in held.offers.items() if offers.get(one) != version]
        changes = held.changes + len(new) + len(gone)
        if len(offers) <= FEW or changes > STALE * len(offers):
            return self._built(session, as_of, offers, past)
        rows = offers_by_id(session, new)
        return _Held(index.changed([offer_record(row) for row in rows], gone), offers, past, changes)

    def _built(self, session: Session, as_of: date, offers: dict[str, int], past: Edition) -> _Held:
        held = _Held(gather(session, as_of=as_of).index(as_of, self._encoder), offers, past)
        held.index.prepare()
        if self._folder is not None:
            try:
                save_index(held.index, self._folder, offers=offers, past=past)
            except OSError as error:
                log.warning("the index could not be kept in %s: %s", self._folder, error)
        _settle(held.index)
        return held

    def _stored(self, as_of: date) -> _Held | None:
        """What another process has built; None where there is nothing that fits."""
        if self._folder is None:
            return None
        try:
            index, facts = load_index(self._folder, as_of=as_of, encoder=self._encoder)
        except UnfitIndexError as error:
            log.warning("the index is built anew: %s", error)
            return None
        _settle(index)
        return _held(index, facts)


def _versions(session: Session, held: _Held | None, marks: Marks) -> dict[str, int]:
    """The versions of the published offers: those held, with what has changed since."""
    changed = None if held is None or held.marks is None else changed_since(held.marks, marks)
    if held is None or changed is None:
        return versions_of_published(session)
    if not changed:
        return held.offers
    stayed = {one: version for one, version in held.offers.items() if one not in changed}
    return stayed | versions_of_published(session, changed)


def _held(index: Index, facts: dict[str, Any]) -> _Held | None:
    if facts["as_of"][:4] != str(index.as_of.year):
        return None
    return _Held(index, facts["offers"], facts["past"])


def _settle(index: Index) -> None:
    """Spares the collector a large index, which stays for long; the one before it is let go."""
    if len(index.offers) > FEW:
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def _past(session: Session) -> Edition:
    return [
        _count_and_versions(session, Exchange, KNOWN_STATES),
        _count_and_versions(session, Practice, [PracticeState.PUBLISHED]),
    ]


def _count_and_versions(session: Session, table: type[Exchange | Practice], states: Collection[str]) -> list[int]:
    chosen = select(func.count(), func.coalesce(func.sum(col(table.version)), 0))
    count, versions = session.exec(chosen.where(col(table.state).in_(states))).one()
    return [int(count), int(versions)]
