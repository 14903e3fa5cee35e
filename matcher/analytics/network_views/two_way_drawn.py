"""Draws how often the two of a pair taught each other."""

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.tables import Cell, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart

DRAWN = 20


def balance(table: Table, telling: Telling) -> Chart:
    """Two dots for each of the first pairs, joined by a line: how often either of them taught."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    pairs = [one | {"pair": f"{one['one']} – {one['other']}"} for one in telling.records(table.first(DRAWN))]
    sides = ("one_taught", "other_taught")
    dots: list[dict[str, Cell]] = [
        {
            "pair": one["pair"],
            "side": titles[side],
            "exchanges": one[side],
            "told": f"{one['pair']} – {titles[side]}: {one[side]}",
        }
        for one in pairs
        for side in sides
    ]
    down = alt.Y("pair:N", title=None, sort=[str(one["pair"]) for one in pairs], axis=alt.Axis(labelLimit=320))
    whole = alt.Axis(format="d", tickMinStep=1)
    rules = alt.Chart(data(pairs)).mark_rule(color="#888888", aria=False)
    lines = rules.encode(y=down, x="one_taught:Q", x2="other_taught:Q")
    across = alt.X("exchanges:Q", title=None, axis=whole, scale=alt.Scale(zero=True))
    order = [titles[side] for side in sides]
    legend = alt.Legend(title=None, orient="top")
    drawn = alt.Chart(data(dots)).mark_point(size=90, filled=False, strokeWidth=2, opacity=1)
    marks = drawn.encode(
        y=down,
        x=across,
        color=alt.Color("side:N", scale=alt.Scale(domain=order, range=list(SERIES[:2])), legend=legend),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=order, range=["circle", "diamond"]), legend=legend),
        description="told:N",
    )
    return alt.layer(lines, marks).properties(width=WIDTH, height=24 * max(len(pairs), 1))
