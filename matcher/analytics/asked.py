"""What a view answers from: the database as somebody may see it, and what he looks for."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlmodel import Session

from matcher.analytics.edges import Edges, knows_institutions, read_edges
from matcher.analytics.editions import Edition, Ground, edition_of
from matcher.analytics.filtering import filtered
from matcher.analytics.keeping import kept_of
from matcher.analytics.network import Network, network_of
from matcher.analytics.wanted import Level, Wanted
from matcher.policy import Actor

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Asked:
    """One question to a view; `editions` are those of the data when it was asked, once they were looked up."""

    session: Session
    actor: Actor
    wanted: Wanted
    today: date
    editions: dict[Ground, Edition] = field(default_factory=dict, compare=False, kw_only=True)

    @cached_property
    def all_edges(self) -> Edges:
        """Every edge of the exchange network that the actor may know."""
        key = ("edges", knows_institutions(self.actor))
        return self.kept(Ground.EXCHANGES, key, lambda: read_edges(self.session, self.actor), lambda one: one.cells)

    @cached_property
    def edges(self) -> Edges:
        """Those that are wanted."""
        return filtered(self.all_edges, self.wanted)

    def over(self, wanted: Wanted) -> "Asked":
        """The same question of other exchanges or posts."""
        return replace(self, wanted=wanted)

    def kept(self, ground: Ground, key: Hashable, make: Callable[[], Answer], cells: Callable[[Answer], int]) -> Answer:
        """What `make` answers, kept until the ground changes or the day is over. `key` names all that it depends on
        beside these: what is asked, and who asks as far as that matters."""
        if ground not in self.editions:
            self.editions[ground] = edition_of(self.session, ground)
        kept, edition = kept_of(self.session), (self.editions[ground], self.today)
        found: Answer | None = kept.find(key, edition)
        if found is None:
            found = make()
            kept.keep(key, edition, found, cells(found))
        return found

    @property
    def level(self) -> Level:
        """The level asked for; countries where none is."""
        return self.wanted.level or Level.COUNTRY

    @cached_property
    def network(self) -> Network:
        """The wanted edges at the level asked for."""
        return network_of(self.edges, self.level)
