"""What a process makes ready once, so that nobody waits for it: the ranking, and what draws charts."""

import altair as alt

from locales import LANGUAGES
from matcher.analytics.charts import as_svg
from matcher.analytics.charts.theme import data
from scoring.warming import warm


def warm_up() -> None:
    """Ranks a small world and draws a small chart."""
    warm()
    draw()


def draw() -> str:
    """A bar: the first chart of a process takes half a second of the processor, every other one some milliseconds."""
    bar = alt.Chart(data([{"length": 1}])).mark_bar().encode(x="length:Q")
    return as_svg(bar, LANGUAGES[0])
