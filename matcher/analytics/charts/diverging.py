"""Bars to both sides of a line: what one did, and what was done for him."""

from collections.abc import Sequence

import altair as alt

from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.tables import Cell
from matcher.analytics.views import Chart

HEIGHT = 22
ROOM = 0.08
"""Of the whole width, left on each side for a number."""
LEFT, RIGHT = SERIES[1], SERIES[0]


def diverging(
    records: Sequence[dict[str, Cell]], who: str, left: tuple[str, str], right: tuple[str, str], *, title: str = ""
) -> Chart:
    """For each value of the field `who`, two fields of counts, each with its title, as bars to the left and right."""
    order = [str(one[who]) for one in records]
    sides = ((left, -1), (right, 1))
    bars: list[dict[str, Cell]] = [
        {
            "who": one[who],
            "side": name,
            "count": one[field],
            "length": sign * int(one[field] or 0),
            "told": f"{one[who]} – {name}: {one[field]}",
        }
        for one in records
        for (field, name), sign in sides
    ]
    lengths = [int(one["length"] or 0) for one in bars] or [0]
    least, most = min(lengths), max(lengths)
    room = max((most - least) * ROOM, 1)
    length = alt.X("length:Q", axis=None, scale=alt.Scale(domain=[least - room, most + room]))
    base = alt.Chart(data(bars)).encode(x=length, y=alt.Y("who:N", sort=order, title=None))
    names = [left[1], right[1]]
    colour = alt.Color("side:N", title=None, sort=names, scale=alt.Scale(domain=names, range=[LEFT, RIGHT]))
    to_left, to_right = [base.transform_filter(f"datum.length {way} 0").encode(text="count:Q") for way in "<>"]
    numbers = (to_left.mark_text(align="right", dx=-4), to_right.mark_text(align="left", dx=4))
    shown = base.mark_bar().encode(color=colour.legend(orient="top"), description="told:N")
    line = alt.Chart(data([{"length": 0}])).mark_rule(strokeWidth=0.5, aria=False).encode(x=length)
    return alt.layer(shown, line, *numbers).properties(
        title=alt.TitleParams(title, aria=False), width=WIDTH - 120, height=HEIGHT * max(len(order), 1)
    )
