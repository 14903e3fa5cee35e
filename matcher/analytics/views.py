"""What a view is: a question with an answer in a table, drawn where that helps, and told in one sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import altair as alt

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.tables import Table
from matcher.analytics.telling import Telling
from matcher.analytics.wanted import OF_EXCHANGES

Chart = alt.TopLevelMixin
"""Any chart of Altair."""
Drawing = Callable[[Table, Telling], Chart]
Fitness = Callable[[Table], bool]


def exchanges_counted(count: int) -> Message:
    """On how many exchanges figures rest."""
    return Message("{count:,} exchanges counted.", count=count)


@dataclass(frozen=True)
class View:
    """A view by its name in addresses. `caption` says what it shows and how to read it, `takes` which fields of
    Wanted it knows, `basis` what its table counted; it has as many charts as `drawings`, by name, none where a table
    says it better; `fits` says of which tables a chart can be made, where not of all."""

    name: str
    title: Message
    caption: Message
    table: Callable[[Asked], Table]
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    takes: frozenset[str] = OF_EXCHANGES
    fits: Mapping[str, Fitness] = field(default_factory=dict)
    basis: Callable[[int], Message] = exchanges_counted

    def answer(self, asked: Asked) -> Table:
        """The table. Raises BadInputError for a filter that the view does not know."""
        asked.wanted.demand_known(self.takes, self.name)
        return self.table(asked)

    def drawings_of(self, table: Table) -> dict[str, Drawing]:
        """The charts that can be made of a table."""
        return {name: one for name, one in self.drawings.items() if name not in self.fits or self.fits[name](table)}
