"""Views as the report asks them: about the exchanges that went on in a year, whenever they began."""

from dataclasses import dataclass
from functools import cached_property

from matcher.analytics.asked import Asked
from matcher.analytics.edges import Edges
from matcher.analytics.filtering import filtered


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
