"""Numbers in cells, the darker the more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from matcher.analytics.charts.theme import RAMP, WIDTH, data
from matcher.analytics.tables import Cell
from matcher.analytics.views import Chart

CELL, HEIGHT = 56, 24
"""The most that a cell measures."""
ACROSS = 16
"""The most columns whose heads can still be read; the table holds them all."""


@dataclass(frozen=True)
class Heads:
    """One side of the cells: the field of the records, its title, and its values in their order."""

    field: str
    title: str
    order: Sequence[str]


def heat(
    records: Sequence[dict[str, Cell]], down: Heads, across: Heads, *, count: str, words: str = "", turned: bool = True
) -> Chart:
    """The number `count` of each record where its row and its column meet, or its field `words`; the words above
    are `turned` where they are long."""
    known = {one.field: set(one.order) for one in (down, across)}
    shown: list[dict[str, Cell]] = [
        {**one, "told": f"{one[down.field]} – {one[across.field]}: {one[words or count]}"}
        for one in records
        if all(one[name] in values for name, values in known.items())
    ]
    axis = alt.Axis(orient="top", labelAngle=-50 if turned else 0, title=across.title, domain=False, ticks=False)
    rows = alt.Axis(title=down.title, labelLimit=280, titlePadding=16)
    cells = alt.Chart(data(shown)).encode(
        x=alt.X(f"{across.field}:N", sort=list(across.order), axis=axis),
        y=alt.Y(f"{down.field}:N", sort=list(down.order), axis=rows),
        description="told:N",
    )
    shade = alt.Color(f"{count}:Q", scale=alt.Scale(range=list(RAMP)), legend=None)
    dark = alt.condition(f"datum['{count}'] > {_half(shown, count)}", alt.value("#ffffff"), alt.value("#1a1a1a"))
    told = alt.Text(f"{words}:N") if words else alt.Text(f"{count}:Q", format=",d")
    numbers = cells.mark_text(fontSize=12).encode(text=told, color=dark)
    return alt.layer(cells.mark_rect(stroke="#88888833").encode(color=shade), numbers).properties(
        width=min(WIDTH, CELL * max(len(across.order), 1)), height=HEIGHT * max(len(down.order), 1)
    )


def largest(counted: Iterable[tuple[Any, Any]], most: int | None = None) -> list[str]:
    """Values by the sum of the counts that each comes with, the largest first."""
    sums: dict[str, Any] = {}
    for value, count in counted:
        sums[value] = sums.get(value, 0) + (count or 0)
    return sorted(sums, key=lambda value: (-sums[value], value))[:most]


def _half(records: Sequence[dict[str, Cell]], count: str) -> float:
    return max((float(one[count] or 0) for one in records), default=0) / 2
