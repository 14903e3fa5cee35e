"""Lying bars: one for each thing, in parts that are told apart by colour."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.tables import Cell
from matcher.analytics.views import Chart

MOST = 25
"""The most bars that can still be read; the table holds them all."""
FEW = 12
"""Up to so many each whole number is written."""
LABELS = 240
"""Pixels that the names of the bars may take; they lie within the width of all charts."""


def stacked_bars(records: Sequence[dict[str, Cell]], name: str, parts: Mapping[str, str], *, title: str) -> Chart:
    """The first records, a bar each, in their order; `parts` are the fields of a bar's parts with their names."""
    shown = records[:MOST]
    pieces: list[dict[str, Cell]] = [
        {
            "name": one[name],
            "part": part,
            "place": place,
            "amount": one[field],
            "told": f"{one[name]} – {part}: {one[field]}",
        }
        for one in shown
        for place, (field, part) in enumerate(parts.items())
    ]
    colours = alt.Scale(domain=list(parts.values()), range=list(SERIES[: len(parts)]))
    bars = alt.Chart(data(pieces)).encode(
        x=alt.X("amount:Q", title=title).axis(format=",d", **_whole_numbers(shown, parts)),
        y=alt.Y("name:N", title=None, sort=[str(one[name]) for one in shown]).axis(labelLimit=LABELS),
        color=alt.Color("part:N", title=None, scale=colours).legend(orient="top", columns=2),
        order=alt.Order("place:Q"),
        description="told:N",
    )
    chart: Chart = bars.mark_bar().properties(width=WIDTH - LABELS, height=22 * max(len(shown), 1))
    return chart


def _whole_numbers(shown: Sequence[dict[str, Cell]], parts: Mapping[str, str]) -> dict[str, Any]:
    """Where to write numbers below the bars: at each whole one where there are few, else where the chart likes."""
    longest = max((sum(int(one[field] or 0) for field in parts) for one in shown), default=0)
    return {"values": list(range(longest + 1))} if longest <= FEW else {}
