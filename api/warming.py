"""What a process makes ready once, so that nobody waits for it: the ranking, what draws charts, and its collector."""

import gc

import altair as alt

from locales import LANGUAGES
from matcher.analytics.charts import as_svg
from matcher.analytics.charts.theme import data
from scoring.warming import warm

SELDOM = (10_000, 20, 10)
"""Objects that a process may gain before the collector looks for cycles among them, and how many such looks before it
looks among the older ones. As Python is shipped (700, 10, 10), one page of fifty waited 60 to 80 ms while it looked
through everything; most of what a page leaves behind is no cycle and goes without it."""


def warm_up() -> None:
    """Ranks a small world and draws a small chart."""
    warm()
    draw()


def collect_seldom() -> None:
    """Lets no page wait for the garbage collector more often than its garbage is worth."""
    gc.set_threshold(*SELDOM)


def draw() -> str:
    """A bar: the first chart of a process takes half a second of the processor, every other one some milliseconds."""
    bar = alt.Chart(data([{"length": 1}])).mark_bar().encode(x="length:Q")
    return as_svg(bar, LANGUAGES[0])
