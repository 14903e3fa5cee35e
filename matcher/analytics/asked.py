"""What a view answers from: the database as somebody may see it, and what he looks for."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlmodel import Session

from matcher.analytics.edges import Edges, read_edges
from matcher.analytics.filtering import filtered
from matcher.analytics.network import Network, network_of
from matcher.analytics.wanted import Level, Wanted
from matcher.policy import Actor


@dataclass(frozen=True)
class Asked:
    """One question to a view."""

    session: Session
    actor: Actor
    wanted: Wanted
    today: date

    @cached_property
    def all_edges(self) -> Edges:
        """Every edge of the exchange network that the actor may know."""
        return read_edges(self.session, self.actor)

    @cached_property
    def edges(self) -> Edges:
        """Those that are wanted."""
        return filtered(self.all_edges, self.wanted)

    def over(self, wanted: Wanted) -> "Asked":
        """The same question of other exchanges or posts."""
        return replace(self, wanted=wanted)

    @property
    def level(self) -> Level:
        """The level asked for; countries where none is."""
        return self.wanted.level or Level.COUNTRY

    @cached_property
    def network(self) -> Network:
        """The wanted edges at the level asked for."""
        return network_of(self.edges, self.level)
