"""Draws a network as circles and lines, coloured and numbered by community."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data, pixels_across, pixels_down
from matcher.analytics.network_views.layout import Spots, laid_out
from matcher.analytics.tables import Cell, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart

DRAWN = 60
"""Circles at most: those with the most exchanges."""
HEIGHT, MARGIN = 560, 30
LETTER, LINE, LONGEST = 6.2, 13, 26
"""Pixels that a letter and a line take, and the letters of a name that are shown."""
NUMBER = 7.0
"""Half the pixels that a number takes."""
SMALLEST, LARGEST = 160, 900
"""Square pixels of a circle."""
DARK = frozenset({"#0072b2", "#d55e00", "#7f6a00"})
"""Colours on which numbers stand in white."""
Record = dict[str, Cell]


def linked(table: Table, telling: Telling) -> Chart:
    """The ties among those with the most exchanges; communities from the eighth on share a colour, and names stand
    where there is room, the busiest first."""
    busiest = sorted(table.rows, key=lambda row: (-int(row[2] or 0), str(row[0])))
    nodes = telling.records(replace(table, rows=busiest[:DRAWN]))
    ties = telling.records(table.also["ties"])
    spots = laid_out([str(one["node"]) for one in nodes], [(str(one["one"]), str(one["other"])) for one in ties])
    circles = [_circle(one, spots, _exchanges(nodes[0])) for one in nodes]
    return alt.layer(
        _lines([_line(one, spots) for one in ties]), *_circles(circles), _names(list(named(circles)))
    ).properties(width=WIDTH, height=HEIGHT)


def named(circles: Sequence[Record]) -> Iterator[Record]:
    """The names of circles above, below or beside them, but for those that would cover a number or a name before."""
    taken = [(float(one["x"] or 0), float(one["y"] or 0), NUMBER) for one in circles]
    for one, (x, y, _) in zip(circles, list(taken), strict=True):
        text = str(one["node"])
        text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
        half = len(text) * LETTER / 2
        inside = min(max(x, half), WIDTH - half)
        off = math.sqrt(float(one["size"] or 0) / math.pi) + LINE / 2
        places = ((inside, y - off), (inside, y + off), (x + off + half, y), (x - off - half, y))
        free = [place for place in places if _free(place, half, taken)]
        if free:
            taken.append((*free[0], half))
            yield {"x": free[0][0], "y": free[0][1], "name": text}


def _free(place: tuple[float, float], half: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    x, y = place
    inside = half <= x <= WIDTH - half and LINE / 2 <= y <= HEIGHT - LINE / 2
    return inside and all(abs(x - other) > half + width or abs(y - height) > LINE for other, height, width in taken)


def _exchanges(node: Record) -> int:
    return int(node["exchanges"] or 0)


def _circle(node: Record, spots: Spots, most: int) -> Record:
    colour = SERIES[min(int(str(node["community"])), len(SERIES)) - 1]
    size = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(_exchanges(node) / max(most, 1))
    ink = "#ffffff" if colour in DARK else "#1a1a1a"
    return (
        node
        | _at(spots, node["node"])
        | {
            "colour": colour,
            "ink": ink,
            "size": size,
            "told": f"{node['node']}: {node['exchanges']}",
        }
    )


def _line(tie: Record, spots: Spots) -> Record:
    end = _at(spots, tie["other"])
    told = f"{tie['one']} – {tie['other']}: {tie['exchanges']}"
    return _at(spots, tie["one"]) | {"x2": end["x"], "y2": end["y"], "exchanges": tie["exchanges"], "told": told}


def _at(spots: Spots, name: Cell) -> Record:
    across, down = spots[str(name)]
    return {"x": MARGIN + across * (WIDTH - 2 * MARGIN), "y": MARGIN + down * (HEIGHT - 2 * MARGIN)}


def _lines(lines: list[Record]) -> alt.Chart:
    width = alt.StrokeWidth("exchanges:Q", scale=alt.Scale(type="sqrt", range=[0.5, 5]), legend=None)
    rules = _placed(lines).mark_rule(color="#888888", opacity=0.45)
    lined: alt.Chart = rules.encode(x2="x2", y2="y2", strokeWidth=width, description="told:N")
    return lined


def _circles(circles: list[Record]) -> tuple[alt.Chart, alt.Chart]:
    base = _placed(circles)
    size, colour = alt.Size("size:Q", scale=None), alt.Color("colour:N", scale=None)
    numbers = base.mark_text(fontSize=11, fontWeight="bold")
    return (
        base.mark_circle(opacity=1, stroke="#ffffff", strokeWidth=1).encode(
            size=size, color=colour, description="told:N"
        ),
        numbers.encode(text="community:N", color=alt.Color("ink:N", scale=None)),
    )


def _names(names: list[Record]) -> alt.Chart:
    shown: alt.Chart = _placed(names).mark_text(fontSize=11).encode(text="name:N")
    return shown


def _placed(records: list[Record]) -> alt.Chart:
    placed: alt.Chart = alt.Chart(data(records)).encode(x=pixels_across(), y=pixels_down(HEIGHT))
    return placed
