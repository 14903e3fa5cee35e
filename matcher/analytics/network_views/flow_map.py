"""Flows on a sketch of the Earth: bent lines from those who taught to those who learned."""

from collections import Counter
from math import atan2, degrees
from typing import Any

import altair as alt

from matcher.analytics.charts.atlas import Point, Sheet, sheet_of
from matcher.analytics.charts.labels import Mark, labels_of
from matcher.analytics.charts.theme import SERIES, WIDTH, data, pixels_across, pixels_down
from matcher.analytics.tables import Cell, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart
from models import taxonomy

DRAWN = 60
"""Pairs that are drawn: those with the most exchanges; the table holds them all."""
STEPS = 10
BEND = 0.16
"""How far a line bends from the straight one, of its length; always to the same hand, so that way and way back part."""
HEAD = 0.62
"""Where on its way a line bears its arrow: away from both ends, where many lines meet."""
WIDEST, MANY = 6, 5
"""The widest line, in pixels, for the most exchanges, but not for fewer than MANY."""
Record = dict[str, Cell]


def arcs(table: Table, telling: Telling) -> Chart:
    """The pairs with the most exchanges as bent lines over a grid; the wider the more exchanges."""
    places = taxonomy.centroids()
    pairs = [(str(one), str(other), int(count or 0)) for one, other, count in table.rows]
    shown = [one for one in pairs if one[0] in places and one[1] in places][:DRAWN]
    seen: Counter[str] = Counter()
    for one, other, count in shown:
        seen.update({one: count, other: count})
    names = {code: taxonomy.country_name(code, telling.language) for code in seen}
    sheet = sheet_of([places[code] for code in seen] or [(0, 0)])
    at = {code: sheet.place(places[code]) for code in seen}
    marks = [Mark(at[code], names[code], code) for code in sorted(seen, key=lambda code: (-seen[code], code))]
    ways = [(f"{names[one]} → {names[other]}: {count}", count, at[one], at[other]) for one, other, count in shown]
    title = table.columns[2].title.told(telling.language)
    layers = [*_grid(sheet), _lines(sheet, ways, title), _heads(sheet, ways), *_points(sheet, marks, ways)]
    return alt.layer(*layers).properties(width=WIDTH, height=sheet.height)


Way = tuple[str, int, Point, Point]
"""What it is called, how many exchanges it stands for, whence and whither."""


def _grid(sheet: Sheet) -> list[alt.Chart]:
    down: list[Record] = [{"x": sheet.place((0, one))[0], "told": _degrees(one)} for one in sheet.meridians]
    across: list[Record] = [{"y": sheet.place((one, 0))[1], "told": _degrees(one)} for one in sheet.parallels]
    thin: dict[str, Any] = {"strokeWidth": 0.5, "opacity": 0.35, "aria": False}
    words: dict[str, Any] = {"fontSize": 10, "opacity": 0.8}
    meridians = alt.Chart(data(down)).encode(x=pixels_across())
    parallels = alt.Chart(data(across)).encode(y=pixels_down(sheet.height))
    return [
        meridians.mark_rule(**thin),
        parallels.mark_rule(**thin),
        meridians.mark_text(**words, baseline="top", dy=3, y="height").encode(text="told:N"),
        parallels.mark_text(**words, align="right", dx=-4, x=0).encode(text="told:N"),
    ]


def _lines(sheet: Sheet, ways: list[Way], title: str) -> alt.Chart:
    bent: list[Record] = [
        {"way": told, "count": count, "step": step, "x": x, "y": y}
        for told, count, one, other in ways
        for step in range(STEPS + 1)
        for x, y in [_on_way(one, other, step / STEPS)]
    ]
    counts = [count for _, count, _, _ in ways] or [1]
    least, most = min(counts), max(counts)
    wide = alt.StrokeWidth(
        "count:Q",
        title=title,
        scale=alt.Scale(type="sqrt", domain=[0, max(most, MANY)], range=[0, WIDEST]),
        legend=alt.Legend(
            orient="top", values=sorted({least, (least + most + 1) // 2, most}), symbolStrokeColor=SERIES[0]
        ),
    )
    line = alt.Chart(data(bent)).mark_line(color=SERIES[0], opacity=0.5, aria=False)
    placed: alt.Chart = line.encode(
        x=pixels_across(), y=pixels_down(sheet.height), order="step:Q", detail="way:N", strokeWidth=wide
    )
    return placed


def _heads(sheet: Sheet, ways: list[Way]) -> alt.Chart:
    heads: list[Record] = [
        {"way": told, "turn": _turn(one, other), "x": x, "y": y}
        for told, _, one, other in ways
        for x, y in [_on_way(one, other, HEAD)]
    ]
    mark = alt.Chart(data(heads)).mark_point(shape="triangle", filled=True, size=75, color=SERIES[0], opacity=1)
    turn = alt.Angle("turn:Q", scale=alt.Scale(domain=[0, 360], range=[0, 360]))
    placed: alt.Chart = mark.encode(x=pixels_across(), y=pixels_down(sheet.height), angle=turn, description="way:N")
    return placed


def _points(sheet: Sheet, marks: list[Mark], ways: list[Way]) -> list[alt.Chart]:
    dots: list[Record] = [{"x": one.at[0], "y": one.at[1], "told": one.name} for one in marks]
    run = [_on_way(one, other, step / STEPS) for _, _, one, other in ways for step in range(STEPS + 1)]
    labels = labels_of(marks, sheet.height, run)
    names: list[Record] = [{"x": one.x, "y": one.y, "told": one.text, "align": one.align} for one in labels]
    base = alt.Chart(data(names)).encode(x=pixels_across(), y=pixels_down(sheet.height), text="told:N")
    dot = alt.Chart(data(dots)).mark_point(filled=True, size=34, color=SERIES[1], opacity=1)
    return [
        dot.encode(x=pixels_across(), y=pixels_down(sheet.height), description="told:N"),
        *[
            base.transform_filter(alt.datum.align == align).mark_text(align=align, fontSize=11)
            for align in ("left", "right", "center")
        ],
    ]


def _on_way(one: Point, other: Point, part: float) -> Point:
    """A point of the bent line (a Bézier curve of the second degree), 0 at its beginning and 1 at its end."""
    across, down = other[0] - one[0], other[1] - one[1]
    bend = (one[0] + across / 2 + 2 * BEND * down, one[1] + down / 2 - 2 * BEND * across)
    first, second, third = (1 - part) ** 2, 2 * part * (1 - part), part**2
    return (
        round(first * one[0] + second * bend[0] + third * other[0], 1),
        round(first * one[1] + second * bend[1] + third * other[1], 1),
    )


def _turn(one: Point, other: Point) -> float:
    """The degrees by which an arrow that points up is turned to show the way of the line where it stands."""
    before, after = _on_way(one, other, HEAD - 0.05), _on_way(one, other, HEAD + 0.05)
    return round(degrees(atan2(after[0] - before[0], before[1] - after[1])) % 360, 1)


def _degrees(number: int) -> str:
    """Degrees east or north, those west and south below zero, in all languages alike."""
    number = (number + 180) % 360 - 180
    return f"{number}°".replace("-", "\u2212")
