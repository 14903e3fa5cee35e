"""How much cooperation there was in a year, beside the year before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt
import numpy as np
from sqlmodel import Session, col, func, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.counting import once
from matcher.analytics.edges import ARRANGEMENTS
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import Arrangement
from matcher.report.counted import COUNTED
from matcher.report.spans import Span, going_on, spans, within
from models.exchange import KNOWN_STATES, Exchange, ExchangeParticipant
from models.offer import Offer
from models.request import Request


@dataclass(frozen=True)
class _Year:
    """What is counted of a year: its exchanges with their spans, how many there are of each arrangement, who took part
    in them, and the posts."""

    year: int
    exchanges: dict[str, Span]
    arranged: dict[Arrangement, int]
    countries: int
    institutions: int
    requests: int
    offers: int

    def having(self, holds: Callable[[Span], bool]) -> int:
        """How many exchanges have a span of some kind."""
        return sum(holds(one) for one in self.exchanges.values())


Measure = Callable[[_Year], int]
MEASURES: tuple[tuple[Message, Measure], ...] = (
    (Message("Exchanges under way"), lambda one: len(one.exchanges)),
    (Message("of which begun in the year"), lambda one: one.having(lambda span: one.year == (span.first or span.last))),
    (
        Message("of which carried on from earlier years"),
        lambda one: one.having(lambda span: (span.first or one.year) < one.year),
    ),
    (
        Message("of which completed in the year"),
        lambda one: one.having(lambda span: span.last == one.year and not span.running),
    ),
    (Message("of which bilateral"), lambda one: one.arranged[Arrangement.BILATERAL]),
    (Message("of which triangular"), lambda one: one.arranged[Arrangement.TRIANGULAR]),
    (Message("of which regional"), lambda one: one.arranged[Arrangement.REGIONAL]),
    (Message("Countries taking part"), lambda one: one.countries),
    (Message("Institutions taking part"), lambda one: one.institutions),
    (Message("Requests posted"), lambda one: one.requests),
    (Message("Offers posted"), lambda one: one.offers),
)
"""The first rows of the table, in their order; those of `COUNTED` follow."""
ROWS = {name.template: place for place, (name, _) in enumerate(MEASURES)}
"""The place of each row by its words."""


def initiatives(year: int) -> View:
    """The view of one year."""
    return View(
        name="initiatives",
        title=Message("The year in figures"),
        caption=Message("What was under way and what was posted in {year} and in the year before.", year=str(year)),
        table=partial(_table, year),
        drawings={"bars": _bars},
        takes=frozenset(),
    )


def _table(year: int, asked: Asked) -> Table:
    known = spans(asked.session)
    sides = _sides(asked.session)
    this, before = (_counted(asked, one, known, sides) for one in (year, year - 1))
    columns = (
        Column("figure", Kind.WORD, Message("What is counted"), Message("What is counted.")),
        Column("count", Kind.COUNT, Message("{year}", year=str(year)), Message("How many in the year.")),
        Column("before", Kind.COUNT, Message("{year}", year=str(year - 1)), Message("How many in the year before.")),
    )
    rows = [(name.template, measure(this), measure(before)) for name, measure in MEASURES]
    rows += [(name.template, count(asked.session, year), count(asked.session, year - 1)) for name, count in COUNTED]
    return Table(columns, rows, len(this.exchanges), notes=_notes(known.values()))


def _notes(known: Iterable[Span]) -> list[Message]:
    every = list(known)
    untold = sum(not one.told for one in every)
    said = Message(
        "In {untold} of {count} exchanges on record no year is told; they are counted in no year.",
        untold=untold,
        count=len(every),
    )
    return [said] if untold else []


def _counted(asked: Asked, year: int, known: dict[str, Span], every: list[Any]) -> _Year:
    touched = going_on(known, year, today=asked.today)
    sides = [one for one in every if one[0] in touched]
    return _Year(
        year=year,
        exchanges={key: known[key] for key in touched},
        arranged=_arranged(asked, touched),
        countries=len({country for _, country, _ in sides if country}),
        institutions=len({organization for _, _, organization in sides if organization}),
        requests=_posted(asked.session, Request, year),
        offers=_posted(asked.session, Offer, year),
    )


def _arranged(asked: Asked, touched: set[str]) -> dict[Arrangement, int]:
    edges = asked.all_edges
    counts = np.bincount(once(edges.only(edges.among(touched))).arrangement, minlength=len(ARRANGEMENTS))
    return dict(zip(ARRANGEMENTS, counts.tolist(), strict=True))


def _sides(session: Session) -> list[Any]:
    """Exchange, country and organization of every side."""
    side = ExchangeParticipant
    known = col(Exchange.state).in_(KNOWN_STATES)
    rows = select(side.exchange, side.country, side.organization).join(Exchange, col(Exchange.id) == side.exchange)
    return list(session.execute(rows.where(known, col(side.accepted))))


def _posted(session: Session, post: type[Request] | type[Offer], year: int) -> int:
    begins, ends = within(year)
    rows = select(func.count()).where(col(post.published_at) >= begins, col(post.published_at) < ends)
    return session.exec(rows).one()


def _bars(table: Table, telling: Telling) -> Chart:
    """Every row as two bars, that of the year above that of the year before."""
    years = [one.title.told(telling.language) for one in table.columns[1:]]
    records: list[dict[str, Cell]] = [
        {"figure": one["figure"], "year": year, "count": one[name], "told": f"{one['figure']} – {year}: {one[name]}"}
        for one in telling.records(table)
        for year, name in zip(years, ("count", "before"), strict=True)
    ]
    order = [telling.cell(table.columns[0], row[0]) for row in table.rows]
    down = alt.Y("figure:N", sort=order, title=None, axis=alt.Axis(ticks=False, labelLimit=300))
    across = alt.X("count:Q", title=None, axis=None)
    bars = alt.Chart(data(records)).encode(
        x=across, y=down, yOffset=alt.YOffset("year:N", sort=years), description="told:N"
    )
    shades = alt.Scale(domain=years, range=[SERIES[0], SERIES[-1]])
    shade = alt.Color("year:N", scale=shades, legend=alt.Legend(title=None, orient="top"))
    words = bars.mark_text(align="left", dx=4, fontSize=11).encode(text=alt.Text("count:Q", format=",d"))
    return alt.layer(bars.mark_bar().encode(color=shade), words).properties(width=WIDTH, height=30 * len(order))
