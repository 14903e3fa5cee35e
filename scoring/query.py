"""A request read against an index; what several features need is computed once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.arrays import Floats, saturate
from scoring.compiled.reading import TextRows, read_texts
from scoring.compiled.telling import Told
from scoring.index import Index
from scoring.network import Network
from scoring.past import Past
from scoring.records import Request
from scoring.showable import Met, Showable

RESEMBLING = ("words", "runs", "meanings", "concepts")
"""The views by which past exchanges are compared with a request."""
SECTOR_HINT = 0.15
"""What a common sector adds to the resemblance of a past exchange's text."""
ANYTHING = 0.1
"""What a past exchange of another subject says about a request."""


class Need:
    """A request as the ranking reads it, and how it stands to the past; the same for all offers."""

    def __init__(self, request: Request, past: Past) -> None:
        self.request = request
        self.past = past

    @cached_property
    def told(self) -> Told:
        """The text with its words, for what is shown of it."""
        return Told(self.rows.forms, self.rows.ends)

    @cached_property
    def rows(self) -> TextRows:
        """The text as the ranking compares it."""
        return read_texts([((self.request.title, self.request.text), self.request.language)])

    @property
    def home(self) -> int | None:
        """Where the requester's country stands in the network; None for one without a past."""
        return self.past.network.position.get(self.request.country or "")

    @cached_property
    def peers(self) -> Floats:
        """How far the choices of each country of the network speak for the requester's, 0..1."""
        return self.past.network.learners_like(self.request.country or "")

    @cached_property
    def choices(self) -> Floats:
        """What each country (down) taught each peer of the requester (across), 0..1, by likeness of the peer."""
        ties = self.past.network.sum(self.bearing * self.past.history.weights)
        return saturate(ties, half=0.5) * self.peers

    @cached_property
    def bearing(self) -> Floats:
        """How much each past exchange says about this request, 0..1: by sector or resemblance; all the same where
        neither is known."""
        alike = np.maximum(self.sector_of_exchanges, saturate(self.resemblance, half=0.2))
        return ANYTHING + (1 - ANYTHING) * alike if alike.any() else np.ones(len(alike))

    @cached_property
    def resemblance(self) -> Floats:
        """How much each past exchange resembles this request, 0..1, by text and tags."""
        texts = self.past.text
        text = np.nan_to_num(np.mean([texts.like(view, self.rows) for view in RESEMBLING], axis=0))
        spoken = (text > 0) | texts.empty  # a history without texts is judged by its tags
        hinted = text + SECTOR_HINT * self.sector_of_exchanges * spoken
        return np.asarray(np.clip(hinted, 0, 1))

    @cached_property
    def sector_of_exchanges(self) -> Floats:
        """1 for each past exchange in a sector of the request, little for a neighbouring one, 0 where unknown."""
        table = self.past.sectors
        kinship = [table.best(self.past.kinship, place) for place in table.places(self.request.sectors)]
        return np.nan_to_num(np.max(kinship, axis=0)) ** 2 if kinship else np.zeros(len(table.none))


@dataclass(frozen=True)
class Query:
    """A need and the offers that are measured for it."""

    need: Need
    index: Index

    @property
    def request(self) -> Request:
        """What is asked."""
        return self.need.request

    @property
    def network(self) -> Network:
        """The network of countries."""
        return self.index.past.network

    @cached_property
    def showable(self) -> Showable:
        """What can be shown of the request's text beside that of an offer."""
        return Showable(self.need.told, self.index.text)

    @cached_property
    def _met(self) -> dict[int, Met]:
        return {}

    def meet(self, places: Sequence[int]) -> None:
        """Finds at once how some offers meet the request."""
        missing = [place for place in places if place not in self._met]
        self._met.update(zip(missing, self.showable.meet(self.index.told(missing)), strict=True))

    def met(self, place: int) -> Met:
        """How the text of an offer meets that of the request."""
        if place not in self._met:
            self.meet([place])
        return self._met[place]

    def over(self, index: Index) -> "Query":
        """The same need over other offers."""
        return Query(self.need, index)


def ask(request: Request, index: Index) -> Query:
    """A request read against an index."""
    return Query(Need(request, index.past), index)
