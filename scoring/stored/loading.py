"""Loads a saved index: arrays are mapped into memory, records are read when they are asked for."""

import mmap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from scoring.columns import Columns
from scoring.compiled.spoken import SPOKEN, Spoken
from scoring.compiled.tokens import Vocabulary, key_of
from scoring.in_order import InOrder
from scoring.index import Index
from scoring.offers import Places
from scoring.past import Past
from scoring.profiles import ALIKE, Profile
from scoring.records import Offer, PastExchange, Practice
from scoring.remembering import Remembered
from scoring.stored.arrays import load_array
from scoring.stored.folder import Manifest, read_current
from scoring.stored.lines import Record, from_line
from scoring.text.blocks import Postings
from scoring.text.encoder import Encoder
from scoring.text.similarity import KINDS, TextIndex, View

RECORDS_KEPT = 4096
"""Records that stay at hand once they were read."""


def load_index(folder: Path, *, as_of: date, encoder: Encoder | None = None) -> tuple[Index, Manifest]:
    """The current edition of a folder and its manifest, as of a day of the year in which it was built.

    Raises UnfitIndexError where there is no index that fits the code.
    """
    return read_current(folder, lambda edition, manifest: (_load(edition, as_of, encoder), manifest))


def _load(edition: Path, as_of: date, encoder: Encoder | None) -> Index:
    offers: Lines[Offer] = Lines(edition, "offers", Offer)
    exchanges = tuple(Lines(edition, "exchanges", PastExchange))
    past = Past(exchanges, tuple(Lines(edition, "practices", Practice)), (), as_of.year)
    past.kinship = load_array(edition, "kinship")
    past.text = _texts(edition, "past", KINDS)
    index = Index(offers, past, as_of, encoder)
    index.text = _texts(edition, "text", KINDS)
    index.spoken = Spoken(*(load_array(edition, f"spoken.{name}") for name in SPOKEN))
    index.columns = Columns(*load_array(edition, "columns"))
    index.digests = load_array(edition, "digests")
    index.places = Places(StoredPlaces(index.digests, load_array(edition, "by_digest"), offers))
    for kind in ALIKE:
        firsts = load_array(edition, f"{kind}.firsts")
        index.take_profile(Profile(kind, load_array(edition, f"{kind}.numbers"), firsts, Chosen(offers, firsts), past))
    return index


def _texts(edition: Path, name: str, kinds: Iterable[str]) -> TextIndex:
    """Texts with all their views at once: the edition may be gone when one is first asked for."""
    tongues, empty = load_array(edition, f"{name}.tongues"), load_array(edition, f"{name}.empty")
    views = {kind: _view(edition, name, kind, len(tongues)) for kind in kinds}
    return TextIndex(tongues, empty, views)


def _view(edition: Path, name: str, kind: str, size: int) -> View:
    known = KINDS[kind].tokens is not None
    vocabulary = Vocabulary(load_array(edition, f"{name}.{kind}.keys")) if known else None
    blocks = tuple(
        Postings(*(load_array(edition, f"{name}.{kind}.{number}.{field.name}") for field in fields(Postings)))
        for number in range(Postings.needed(size))
    )
    return View(kind, vocabulary, load_array(edition, f"{name}.{kind}.rarity"), blocks)


class Lines(InOrder[Record], Generic[Record]):
    """Records in a file, read when they are asked for."""

    def __init__(self, edition: Path, name: str, kind: type[Record]) -> None:
        self._kind: type[Record] = kind
        self._ends = load_array(edition, f"{name}.ends")
        with (edition / f"{name}.jsonl").open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self._ends[-1] else b""
        self._kept: Remembered[int, Record] = Remembered(self._read, most=RECORDS_KEPT)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def at(self, place: int) -> Record:
        """One record."""
        return self._kept(place)

    def _read(self, place: int) -> Record:
        found: Record = from_line(self._kind, self._bytes[self._ends[place] : self._ends[place + 1]])
        return found


class Chosen(InOrder[Offer]):
    """Some of many offers."""

    def __init__(self, offers: Sequence[Offer], places: NDArray[np.int32]) -> None:
        self._offers = offers
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def at(self, place: int) -> Offer:
        """One offer."""
        return self._offers[int(self._places[place])]

    def __iter__(self) -> Iterator[Offer]:
        return iter(self._read)

    @cached_property
    def _read(self) -> tuple[Offer, ...]:
        """All of them, read when somebody goes through them."""
        return tuple(self._offers[place] for place in self._places.tolist())


class StoredPlaces:
    """Where offers stand, by the digests of their identifiers."""

    def __init__(self, digests: NDArray[np.uint64], by_digest: NDArray[np.int32], offers: Sequence[Offer]) -> None:
        self._digests = digests
        self._by_digest = by_digest
        self._offers = offers

    def get(self, offer: str) -> int | None:
        """The place of an offer; None for one that is not here."""
        digest = np.uint64(key_of(offer))
        start = np.searchsorted(self._digests, digest, sorter=self._by_digest)
        end = np.searchsorted(self._digests, digest, side="right", sorter=self._by_digest)
        for place in self._by_digest[start:end].tolist():
            if self._offers[place].id == offer:
                return int(place)
        return None
