"""Offers in a row, and where each stands; both grow without being copied."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from scoring.in_order import InOrder
from scoring.records import Offer


class Joined(InOrder[Offer]):
    """Offers, and after them others."""

    def __init__(self, first: Sequence[Offer], others: Sequence[Offer]) -> None:
        self._first: Sequence[Offer] = first._first if isinstance(first, Joined) else first
        earlier: Sequence[Offer] = first._others if isinstance(first, Joined) else ()
        self._others: Sequence[Offer] = (*earlier, *others)

    def __len__(self) -> int:
        return len(self._first) + len(self._others)

    def at(self, place: int) -> Offer:
        """One offer."""
        count = len(self._first)
        return self._first[place] if place < count else self._others[place - count]

    def __iter__(self) -> Iterator[Offer]:
        yield from self._first
        yield from self._others


class Known(Protocol):
    """Tells where an offer stands."""

    def get(self, offer: str, /) -> int | None:
        """The place of an offer; None for one that is not here."""


class Places:
    """Where offers stand by identifier, and what has changed since."""

    def __init__(self, first: Known, later: Mapping[str, int | None] | None = None) -> None:
        self._first = first
        self._later = later or {}

    def get(self, offer: str) -> int | None:
        """The place of an offer; None for one that is not here."""
        return self._later[offer] if offer in self._later else self._first.get(offer)

    def __getitem__(self, offer: str) -> int:
        place = self.get(offer)
        if place is None:
            raise KeyError(offer)
        return place

    def __contains__(self, offer: str) -> bool:
        return self.get(offer) is not None

    def changed(self, added: Sequence[str], gone: Collection[str], start: int) -> "Places":
        """The places with more offers from `start` on and without some."""
        now = {offer: start + number for number, offer in enumerate(added)}
        return Places(self._first, {**self._later, **dict.fromkeys(gone), **now})
