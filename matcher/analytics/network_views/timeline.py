"""When exchanges began, and how they were arranged."""

import altair as alt
import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.counting import once
from matcher.analytics.edges import ARRANGEMENTS, Edges, knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from models.exchange import Exchange, ExchangeState

TITLES = dict(zip(ARRANGEMENTS, (Message("Bilateral"), Message("Triangular"), Message("Regional")), strict=True))
HEIGHT = 260


def timeline(asked: Asked) -> Table:
    """One row for each year in which an exchange began, the newest first."""
    edges = once(asked.edges)
    running = _running(asked.session, edges)
    facts = [edges.arrangement == place for place in range(len(ARRANGEMENTS))] + [running, ~running]
    years, place = np.unique(edges.year, return_inverse=True)
    counts = [np.bincount(place, weights=fact, minlength=len(years)).astype(int).tolist() for fact in facts]
    rows: list[tuple[Cell, ...]] = [
        (year, sum(its[: len(ARRANGEMENTS)]), *its)
        for year, *its in reversed(list(zip(years.tolist(), *counts, strict=True)))
        if year
    ]
    return Table(_columns(), rows, asked.edges.counted, _notes(edges))


def _columns() -> tuple[Column, ...]:
    arranged = (
        Message("Between two countries."),
        Message("With a third side that teaches too, facilitates or funds."),
        Message("Among three and more countries that teach or learn."),
    )
    return (
        Column("year", Kind.YEAR, Message("Year"), Message("The year in which the exchanges began.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("How many exchanges began.")),
        *[
            Column(one.value, Kind.COUNT, TITLES[one], meaning)
            for one, meaning in zip(ARRANGEMENTS, arranged, strict=True)
        ],
        Column("running", Kind.COUNT, Message("Running"), Message("How many of them are still running.")),
        Column("completed", Kind.COUNT, Message("Completed"), Message("How many of them are completed.")),
    )


def _running(session: Session, edges: Edges) -> NDArray[np.bool_]:
    """Of each edge whether its exchange is still running; one query."""
    return edges.among(set(session.exec(select(Exchange.id).where(col(Exchange.state) == ExchangeState.RUNNING))))


def _notes(edges: Edges) -> list[Message]:
    untold = int((edges.year == 0).sum())
    left_out = Message("When {count} exchanges began is not told; they are left out.", count=untold)
    return [*notes_on(edges), *([left_out] if untold else [])]


def by_year(table: Table, telling: Telling) -> Chart:
    """Bars by year, in as many parts as there are arrangements; years without exchanges leave a gap."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    names = [titles[one.value] for one in ARRANGEMENTS]
    bars: list[dict[str, Cell]] = [
        {
            "year": one["year"],
            "arrangement": titles[kind.value],
            "count": one[kind.value],
            "place": place,
            "told": f"{one['year']} – {titles[kind.value]}: {one[kind.value]}",
        }
        for one in telling.records(table)
        for place, kind in enumerate(ARRANGEMENTS)
        if one[kind.value]
    ]
    years = [int(row[0] or 0) for row in table.rows]
    axis = alt.Axis(labelOverlap=True, labelAngle=0)
    whole = alt.Axis(tickMinStep=1, format="d")
    chart: Chart = (
        alt.Chart(data(bars))
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=axis, scale=alt.Scale(domain=list(range(min(years), max(years) + 1)))),
            y=alt.Y("count:Q", title=titles["exchanges"], axis=whole),
            color=alt.Color("arrangement:N", title=None, scale=alt.Scale(domain=names, range=list(SERIES[:3]))).legend(
                orient="top"
            ),
            order="place:Q",
            description="told:N",
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    return chart


TIMELINE = View(
    name="timeline",
    title=Message("Timeline"),
    caption=Message("How many exchanges began in each year, and how they were arranged."),
    table=timeline,
    same_for=knows_institutions,
    drawings={"bars": by_year},
)
