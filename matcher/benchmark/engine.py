"""What the benchmark asks of an engine."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from matcher.benchmark.corpus import Corpus
from scoring import Request

DEPTH = 10
"""Offers that an engine answers with."""


class Engine(Protocol):
    """Finds offers for requests. `batch` is how many requests it is asked at a time."""

    batch: int

    def build(self, corpus: Corpus) -> None:
        """Prepares the offers."""
        ...

    def search(self, requests: Sequence[Request]) -> list[list[str]]:
        """For each request the identifiers of the best ten offers, best first."""
        ...

    def mebibytes(self) -> float:
        """The size of what was built, without the posts themselves."""
        ...


class TextEngine(Protocol):
    """Finds texts for texts."""

    batch: int

    def build(self, texts: Iterable[str]) -> None:
        """Prepares the texts."""
        ...

    def search(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the places of the best ten among those prepared, best first."""
        ...

    def mebibytes(self) -> float:
        """The size of what was built, without the texts themselves."""
        ...


class ByText:
    """An engine that sees nothing of a post but its text."""

    def __init__(self, engine: TextEngine) -> None:
        self.engine = engine
        self.batch = engine.batch
        self.identifiers: list[str] = []

    def build(self, corpus: Corpus) -> None:
        """Prepares the texts of the offers."""
        self.engine.build(offer.words for offer in corpus.offers)
        self.identifiers = [offer.id for offer in corpus.offers]

    def search(self, requests: Sequence[Request]) -> list[list[str]]:
        """Finds by the texts of the requests."""
        answers = self.engine.search([request.words for request in requests])
        return [[self.identifiers[place] for place in places] for places in answers]

    def mebibytes(self) -> float:
        """The size of the engine."""
        return self.engine.mebibytes()
