"""One in a circle: those from whom something came in its left half, those to whom it went in its right."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data, pixels_across, pixels_down
from matcher.analytics.tables import Cell
from matcher.analytics.views import Chart

RADIUS_X, RADIUS_Y, LINE, LONGEST = 130, 170, 32, 240
"""The halves of the circle, in pixels; the room that a name takes, and how long it may be."""
TOP = 62
WIDEST, MANY = 10, 5
"""The widest line, in pixels, for the largest count, but not for fewer than MANY."""
Counted = tuple[str, int]


@dataclass(frozen=True)
class Bow:
    """Whom a drawing is about, those on each side with their counts, the largest first, and both titles."""

    focus: str
    left: Sequence[Counted]
    right: Sequence[Counted]
    titles: tuple[str, str]


def bow(shown: Bow) -> Chart:
    """The drawing; the wider a line, the larger the count."""
    tall = min(RADIUS_Y, LINE * max(len(shown.left), len(shown.right), 2) / 2)
    centre = (WIDTH / 2, TOP + tall)
    height = TOP + 2 * tall + 20
    ends = [*_half(shown.left, -1, centre, tall), *_half(shown.right, 1, centre, tall)]
    most = max((int(one["count"] or 0) for one in ends), default=1)
    base = alt.Chart(data(ends)).encode(x=pixels_across(), y=pixels_down(height))
    wide = alt.StrokeWidth(
        "count:Q", legend=None, scale=alt.Scale(type="sqrt", domain=[0, max(most, MANY)], range=[0, WIDEST])
    )
    colour = alt.Color("side:N", legend=None, scale=alt.Scale(domain=[-1, 1], range=[SERIES[1], SERIES[0]]))
    lines = base.mark_rule(opacity=0.6, aria=False).encode(
        x2=alt.X2(datum=centre[0]), y2=alt.Y2(datum=centre[1]), strokeWidth=wide, color=colour
    )
    points = base.mark_point(filled=True, size=60, opacity=1).encode(color=colour, description="told:N")
    left, right = [base.transform_filter(alt.datum.side == side).encode(text="told:N") for side in (-1, 1)]
    names = (
        left.mark_text(align="right", dx=-9, limit=LONGEST),
        right.mark_text(align="left", dx=9, limit=LONGEST),
    )
    return alt.layer(lines, points, *names, *_words(shown, centre, height)).properties(width=WIDTH, height=height)


def _half(ones: Sequence[Counted], side: int, centre: tuple[float, float], tall: float) -> list[dict[str, Cell]]:
    turns = [pi * (place + 0.5) / len(ones) for place in range(len(ones))]
    return [
        {
            "told": f"{count} · {name}",
            "count": count,
            "side": side,
            "x": round(centre[0] + side * RADIUS_X * sin(turn), 1),
            "y": round(centre[1] - tall * cos(turn), 1),
        }
        for (name, count), turn in zip(ones, turns, strict=True)
    ]


def _words(shown: Bow, centre: tuple[float, float], height: float) -> list[alt.Chart]:
    """The one in the middle, his name above all, and the titles of the sides."""
    middle = alt.Chart(data([{"x": centre[0], "y": centre[1], "told": shown.focus}])).encode(
        x=pixels_across(), y=pixels_down(height)
    )
    heads: list[dict[str, Cell]] = [
        {"x": centre[0] + side * WIDTH / 4, "y": 34, "told": title}
        for side, title, ones in ((-1, shown.titles[0], shown.left), (1, shown.titles[1], shown.right))
        if ones
    ]
    above = alt.Chart(data([{"x": centre[0], "y": 12, "told": shown.focus}, *heads])).encode(
        x=pixels_across(), y=pixels_down(height), text="told:N"
    )
    return [
        middle.mark_point(filled=True, size=160, opacity=1, color=SERIES[2]).encode(description="told:N"),
        above.mark_text(fontSize=13, fontWeight=600),
    ]
