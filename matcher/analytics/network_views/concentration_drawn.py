"""Draws how many equals would share the exchanges of each sector."""

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.network_views.notes import FEW
from matcher.analytics.tables import Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart


def equals(table: Table, telling: Telling) -> Chart:
    """A dot for each sector and side; hollow where there are few exchanges."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    equals = next(one for one in table.columns if one.name == "equals")
    records = [
        {**one, "told": f"{one['sector']} – {one['side']}: {telling.cell(equals, one['equals'])}"}
        for one in telling.records(table)
    ]
    sectors = list(dict.fromkeys(str(one["sector"]) for one in records))
    sides = list(dict.fromkeys(str(one["side"]) for one in records))
    legend = alt.Legend(title=None, orient="top")
    colour = alt.Color("side:N", scale=alt.Scale(domain=sides, range=list(SERIES[:2])), legend=legend)
    shape = alt.Shape("side:N", scale=alt.Scale(domain=sides, range=["circle", "diamond"]), legend=legend)
    base = alt.Chart(data(records)).encode(
        y=alt.Y("sector:N", title=None, sort=sectors, axis=alt.Axis(grid=True, labelLimit=320)),
        x=alt.X("equals:Q", title=titles["equals"], scale=alt.Scale(zero=True)),
        color=colour,
        shape=shape,
        description="told:N",
    )
    enough = base.transform_filter(f"datum.exchanges >= {FEW}").mark_point(size=80, filled=True, opacity=1)
    few = base.transform_filter(f"datum.exchanges < {FEW}").mark_point(size=60, filled=False, opacity=1)
    return alt.layer(enough, few).properties(width=WIDTH, height=22 * max(len(sectors), 1))
