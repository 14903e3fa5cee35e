"""What holds for every drawing."""

import re

import altair as alt

from matcher.analytics.charts import Look, as_svg
from matcher.analytics.charts.theme import data


def test_a_page_leaves_room_for_names_in_wider_fonts() -> None:
    bars = alt.Chart(data([{"who": "A name of some length", "count": 1}])).mark_bar().encode(x="count:Q", y="who:N")

    page, paper = (re.findall(r'viewBox="0 0 (\d+)', as_svg(bars, "en", look)) for look in (Look.PAGE, Look.PAPER))

    assert int(page[0]) - int(paper[0]) == 60, "40 on the left and 30 on the right, instead of 5 each"
