"""Views as the report asks them: about the exchanges that went on in a year, whenever they began."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from matcher.analytics.asked import Asked
from matcher.analytics.edges import Edges
from matcher.analytics.editions import Ground
from matcher.analytics.filtering import filtered

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class AskedOfSome(Asked):
    """A question about some exchanges, by identifier, all where they are None; it reads the edges of another one."""

    reads: Asked
    some: frozenset[str] | None

    @cached_property
    def all_edges(self) -> Edges:
        return self.reads.all_edges

    @cached_property
    def edges(self) -> Edges:
        edges = self.all_edges
        return filtered(edges if self.some is None else edges.only(edges.among(self.some)), self.wanted)

    def kept(
        self,
        ground: Ground,  # noqa: ARG002
        key: Hashable,  # noqa: ARG002
        make: Callable[[], Answer],
        cells: Callable[[Answer], int],  # noqa: ARG002
    ) -> Answer:
        """Nothing is kept: a view's key does not say which exchanges these are."""
        return make()
