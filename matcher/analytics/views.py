"""What a view is: a question with an answer in a table, drawn where that helps, and told in one sentence."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

import altair as alt

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.editions import Ground
from matcher.analytics.tables import Table
from matcher.analytics.telling import Telling
from matcher.analytics.wanted import OF_EXCHANGES
from matcher.policy import Actor

Chart = alt.TopLevelMixin
"""Any chart of Altair."""
Drawing = Callable[[Table, Telling], Chart]
Fitness = Callable[[Table], bool]


def himself(actor: Actor) -> Hashable:
    """What matters of who asks where a view may tell everybody something else: all."""
    return actor


def whoever(actor: Actor) -> Hashable:  # noqa: ARG001
    """What matters of who asks where a view tells all who may look at it the same: nothing."""
    return None


def exchanges_counted(count: int) -> Message:
    """On how many exchanges figures rest."""
    return Message("{count:,} exchanges counted.", count=count)


@dataclass(frozen=True)
class View:
    """A view by its name in addresses. `caption` says what it shows and how to read it, `takes` which fields of
    Wanted it knows, `basis` what its table counted; it has as many charts as `drawings`, by name, none where a table
    says it better; `fits` says of which tables a chart can be made, where not of all; those `alone`, by what they show,
    would make a page heavy beside the others: it draws them when asked to.

    An answer is kept until what it `rests_on` changes, and told again to those who are the same to `same_for`.
    """

    name: str
    title: Message
    caption: Message
    table: Callable[[Asked], Table]
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    takes: frozenset[str] = OF_EXCHANGES
    fits: Mapping[str, Fitness] = field(default_factory=dict)
    alone: Mapping[str, Message] = field(default_factory=dict)
    basis: Callable[[int], Message] = exchanges_counted
    rests_on: Ground = Ground.EXCHANGES
    same_for: Callable[[Actor], Hashable] = himself

    def answer(self, asked: Asked) -> Table:
        """The table. Raises BadInputError for a filter that the view does not know."""
        asked.wanted.demand_known(self.takes, self.name)
        return asked.kept(self.rests_on, self.key(asked), lambda: self.table(asked), lambda table: table.cells)

    def key(self, asked: Asked) -> tuple[Hashable, ...]:
        """What an answer is kept by."""
        return self.name, self.same_for(asked.actor), asked.wanted

    def drawings_of(self, table: Table) -> dict[str, Drawing]:
        """The charts that can be made of a table."""
        return {name: one for name, one in self.drawings.items() if name not in self.fits or self.fits[name](table)}
