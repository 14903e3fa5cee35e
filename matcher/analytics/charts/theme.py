"""The look that all charts share. Colours tell apart also for the colour-blind (Okabe and Ito 2008)."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from matcher.analytics.tables import Cell

INK = "currentColor"
"""In a page, charts take the colour of its words, by day and by night."""
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6a00", "#999999")
RAMP = ("#dcecf5", "#56a3cf", "#00507d")
"""From few to many, on a background of either colour."""
WIDTH = 640


def config(*, on_paper: bool, part: str) -> dict[str, Any]:
    """The configuration of Vega-Lite: in a page without a ground of its own, on paper black on white.

    Who has a chart read to him hears of each `part` what it stands for, and finds the rest in its table: of axes and
    legends Vega speaks in English only.
    """
    ink = "#1a1a1a" if on_paper else INK
    unheard = {"aria": False}
    words = {"labelColor": ink, "titleColor": ink, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 500}
    return {
        "background": "#ffffff" if on_paper else "transparent",
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {**words, **unheard, "domainColor": ink, "tickColor": ink, "gridColor": "#88888855", "labelLimit": 220},
        "legend": {**words, **unheard, "labelLimit": 220},
        "title": {"color": ink, "fontSize": 14},
        "header": {**words},
        "mark": {"ariaRoleDescription": part},
        "range": {"category": list(SERIES), "heatmap": list(RAMP), "ramp": list(RAMP)},
        "text": {**unheard, "color": ink},
        "rule": {"color": ink},
    }


def pixels_across(field: str = "x") -> alt.X:
    """A field that holds pixels from the left of a chart of full width."""
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH]))


def pixels_down(height: float, field: str = "y") -> alt.Y:
    """A field that holds pixels from the top of a chart so high."""
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[height, 0]))


def data(records: Sequence[dict[str, Cell]]) -> alt.Data:
    """Rows as a chart reads them."""
    with alt.utils.schemapi.debug_mode(arg=False):  # else Altair looks at each row
        return alt.Data(values=records)  # type: ignore[no-untyped-call]
