"""The chapters of the report, in their order: which tables, which charts, how many rows, and what is told of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from locales.messages import Message
from matcher.analytics.groups import GROUPS, Group
from matcher.analytics.views import View
from matcher.analytics.wanted import Level, Wanted
from matcher.report.gaps import gaps
from matcher.report.initiatives import initiatives
from matcher.report.quality import chosen, endorsed
from matcher.report.sentences import Said, leading
from matcher.report.told_of import (
    of_arrangements,
    of_chosen,
    of_endorsed,
    of_flows,
    of_gaps,
    of_the_year,
    of_timeline,
    of_waiting,
)

Own = Callable[[int], View]
"""A view of the report itself, of a year."""
Registered = tuple[Group, str]
"""A view of the analysts, by group and name."""
FEW, MANY = 10, 30
"""Rows that the report prints of a table; the files hold all."""


@dataclass(frozen=True)
class Part:
    """One table with what is said of it, and its charts by the names of the view's drawings.

    `rows` are printed; `title` stands in for the view's own; a part that is not `of_year` looks at all years.
    """

    view: Own | Registered
    charts: tuple[str, ...] = ()
    rows: int = FEW
    said: Said = leading
    wanted: Wanted = field(default_factory=Wanted)
    title: Message | None = None
    of_year: bool = True

    @property
    def group(self) -> Group | None:
        """The group whose policy decides who may read it; None for what everybody may."""
        return self.view[0] if isinstance(self.view, tuple) else None

    def view_of(self, year: int) -> View:
        """The view. Raises KeyError for one that is not registered."""
        return GROUPS[self.view[0]].views[self.view[1]] if isinstance(self.view, tuple) else self.view(year)


@dataclass(frozen=True)
class Chapter:
    """A heading with its tables."""

    title: Message
    parts: tuple[Part, ...]


def _network(name: str, *charts: str, rows: int = FEW, said: Said = leading, of_year: bool = True) -> Part:
    return Part((Group.NETWORK, name), charts, rows, said, of_year=of_year)


def _demand(name: str, *charts: str, said: Said = leading) -> Part:
    return Part((Group.DEMAND, name), charts, said=said)


_BY_INCOME = Part(
    (Group.NETWORK, "flows"),
    ("matrix",),
    said=of_flows,
    wanted=Wanted(level=Level.INCOME),
    title=Message("Flows between groups of income"),
)
CHAPTERS: tuple[Chapter, ...] = (
    Chapter(Message("The year in figures"), (Part(initiatives, ("bars",), MANY, of_the_year),)),
    Chapter(
        Message("Who taught whom"),
        (
            _network("flows", "matrix", "map", said=of_flows),
            _BY_INCOME,
            _network("reciprocity"),
            _network("concentration", "equals"),
        ),
    ),
    Chapter(Message("Sectors and modalities"), (_network("sectors", "cells"), _network("modalities", "cells"))),
    Chapter(Message("Roles of the countries"), (_network("roles", "bars"), _network("centralities", "bridges"))),
    Chapter(
        Message("Triangular and regional cooperation"),
        (_network("arrangements", "bars", said=of_arrangements), _network("supporters", "bars")),
    ),
    Chapter(Message("Over the years"), (_network("timeline", "bars", rows=MANY, said=of_timeline, of_year=False),)),
    Chapter(
        Message("Response times"), (_demand("waiting", "bars", said=of_waiting), _demand("decline-reasons", "bars"))
    ),
    Chapter(Message("Unmet demand"), (_demand("unmet", "cells"), _demand("coverage", "bars"))),
    Chapter(
        Message("Quality of the ranking"),
        (Part(endorsed, ("shares",), said=of_endorsed), Part(chosen, said=of_chosen)),
    ),
)
"""What is reported, in its order."""
ANNEX = Part(gaps, said=of_gaps)
"""The table of the chapter on method."""
