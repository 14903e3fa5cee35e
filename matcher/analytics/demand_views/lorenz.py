"""The Lorenz curve (Lorenz 1905): which share of the whole the least favoured share of all has."""

from collections.abc import Sequence

import altair as alt
import numpy as np

from locales.messages import Message
from matcher.analytics.charts.theme import SERIES, data
from matcher.analytics.tables import Cell
from matcher.analytics.views import Chart

STEPS = 100
"""Into how many pieces the curve is drawn at most."""
SIDE = 360


def points_of(amounts: Sequence[float]) -> list[tuple[float, float]]:
    """The points of the curve, both in 0..1, from (0, 0) to (1, 1); the straight line where nobody has anything."""
    rising = np.concatenate([[0.0], np.cumsum(np.sort(np.asarray(amounts, dtype=np.float64)))])
    whole = float(rising[-1])
    places = np.unique(np.linspace(0, len(amounts), min(len(amounts), STEPS) + 1).round().astype(int))
    if not whole:
        return [(0.0, 0.0), (1.0, 1.0)]
    return [(round(float(one / len(amounts)), 6), round(float(rising[one] / whole), 6)) for one in places]


def lorenz(amounts: Sequence[float], *, across: Message, up: Message, language: str) -> Chart:
    """The curve beside the straight line of equal shares."""
    curve: list[dict[str, Cell]] = [{"x": x, "y": y} for x, y in points_of(amounts)]
    x = alt.X("x:Q", title=across.told(language), scale=alt.Scale(domain=[0, 1])).axis(format="%")
    y = alt.Y("y:Q", title=up.told(language), scale=alt.Scale(domain=[0, 1])).axis(format="%")
    straight = alt.Chart(data([{"x": 0.0, "y": 0.0}, {"x": 1.0, "y": 1.0}]))
    equal = straight.mark_line(strokeDash=[4, 4], color=SERIES[-1], aria=False)
    drawn = alt.Chart(data(curve)).mark_area(line={"color": SERIES[0]}, color=SERIES[0], opacity=0.25, aria=False)
    return alt.layer(drawn.encode(x=x, y=y), equal.encode(x=x, y=y)).properties(width=SIDE, height=SIDE)
