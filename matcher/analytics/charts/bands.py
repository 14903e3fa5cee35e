"""Flows as bands from a column of bars to another, each as wide as its count (Sankey 1898)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data, pixels_across, pixels_down
from matcher.analytics.tables import Cell
from matcher.analytics.views import Chart

TALL, LEAST = 260, 18
"""Pixels that all counts of a side take together, and the room that each bar takes at least, for its name."""
TOP, GAP = 34, 4
BAR, LEFT = 8, 190
"""The width of a bar, and how far the bars stand from the edges, which is the room of the names."""
STEPS = 8
Flow = tuple[str, str, int]
"""Whence, whither, how many."""


@dataclass(frozen=True)
class Bands:
    """Flows between sides in the order in which these stand, what both columns are called, and the name of
    those that are taken together."""

    flows: Sequence[Flow]
    left: Sequence[str]
    right: Sequence[str]
    titles: tuple[str, str]
    rest: str


@dataclass(frozen=True)
class _Side:
    """Where each bar of a column begins, how long they are, and where the column ends."""

    tops: dict[str, float]
    counts: Counter[str]
    end: float


def bands(shown: Bands) -> Chart:
    """The drawing; a band has the colour of the bar that it comes from."""
    unit = TALL / max(1, sum(count for *_, count in shown.flows))
    left, right = (_side(shown, place, order, unit) for place, order in enumerate((shown.left, shown.right)))
    height = max(left.end, right.end)
    *named, grey = SERIES
    colours = [grey if one == shown.rest else named[place % len(named)] for place, one in enumerate(shown.left)]
    colour = alt.Color("side:N", legend=None, scale=alt.Scale(domain=list(shown.left), range=colours))
    area = alt.Chart(data(_points(shown, left, right, unit))).mark_area(opacity=0.55)
    drawn = area.encode(
        x=pixels_across(), y=pixels_down(height), y2="under:Q", detail="told:N", color=colour, description="told:N"
    )
    columns = (_column(left, LEFT - BAR, "right", unit, height), _column(right, WIDTH - LEFT, "left", unit, height))
    layers = [drawn, *(one for column in columns for one in column), _heads(shown, height)]
    return alt.layer(*layers).properties(width=WIDTH, height=height)


def _side(shown: Bands, place: int, order: Sequence[str], unit: float) -> _Side:
    counts: Counter[str] = Counter()
    for flow in shown.flows:
        counts[str(flow[place])] += flow[2]
    tops, down = {}, float(TOP)
    for one in order:
        tops[one] = round(down, 1)
        down += max(counts[one] * unit, LEAST) + GAP
    return _Side(tops, counts, down)


def _points(shown: Bands, left: _Side, right: _Side, unit: float) -> list[dict[str, Cell]]:
    """Each band by its upper and lower edge, which leave and arrive level. Those of a bar lie below each other in the
    order of their other ends."""
    rank = {one: place for place, one in enumerate(shown.right)}
    first = {one: place for place, one in enumerate(shown.left)}
    leaves, arrives, found = dict(left.tops), dict(right.tops), list[dict[str, Cell]]()
    for one, other, count in sorted(shown.flows, key=lambda flow: (first[flow[0]], rank[flow[1]])):
        told, wide = f"{one} → {other}: {count}", count * unit
        for step in range(STEPS + 1):
            part = step / STEPS
            y = leaves[one] + (arrives[other] - leaves[one]) * part * part * (3 - 2 * part)
            x = LEFT + (WIDTH - 2 * LEFT) * part
            edges: dict[str, Cell] = {"x": round(x, 1), "y": round(y, 1), "under": round(y + wide, 1)}
            found.append({"told": told, "side": one, **edges})
        leaves[one], arrives[other] = leaves[one] + wide, arrives[other] + wide
    return found


def _column(
    side: _Side, x: float, align: Literal["left", "right"], unit: float, height: float
) -> tuple[alt.Chart, alt.Chart]:
    bars: list[dict[str, Cell]] = [
        {"x": x, "x2": x + BAR, "y": top, "y2": round(top + side.counts[name] * unit, 1), "told": _told(side, name)}
        for name, top in side.tops.items()
    ]
    base = alt.Chart(data(bars)).encode(x=pixels_across(), y=pixels_down(height))
    at = x - 6 if align == "right" else x + BAR + 6
    words = alt.Chart(data([{"x": at, "y": top + 7, "told": _told(side, name)} for name, top in side.tops.items()]))
    return (
        base.mark_rect(color=SERIES[-1], opacity=1).encode(x2="x2:Q", y2="y2:Q", description="told:N"),
        words.mark_text(align=align, fontSize=11, limit=LEFT - BAR - 8, aria=False).encode(
            x=pixels_across(), y=pixels_down(height), text="told:N"
        ),
    )


def _told(side: _Side, name: str) -> str:
    return f"{side.counts[name]} · {name}"


def _heads(shown: Bands, height: float) -> alt.Chart:
    heads: list[dict[str, Cell]] = [
        {"x": x, "y": 12, "told": title} for x, title in zip((LEFT / 2, WIDTH - LEFT / 2), shown.titles, strict=True)
    ]
    placed: alt.Chart = (
        alt.Chart(data(heads))
        .mark_text(fontSize=13, fontWeight=600)
        .encode(x=pixels_across(), y=pixels_down(height), text="told:N")
    )
    return placed
