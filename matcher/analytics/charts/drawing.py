"""Draws a chart as SVG or PNG. The same chart gives the same bytes."""

import json
from enum import StrEnum
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert

from locales.messages import Message
from matcher.analytics.charts.theme import config
from matcher.analytics.views import Chart

KEPT = 256
"""Drawings kept in a process."""
PART = Message("part of the chart")
ROOM = {"left": 40, "top": 5, "right": 30, "bottom": 5}
"""Pixels around a chart in a page: many systems have wider fonts than the one by which its names were measured."""


class Look(StrEnum):
    """Where a chart is seen: in a page, whose colours it takes, or on white paper."""

    PAGE = "page"
    PAPER = "paper"


def as_svg(chart: Chart, language: str, look: Look = Look.PAGE) -> str:
    """The chart as an SVG element."""
    return _svg(_specified(chart, look, language), language)


def as_png(chart: Chart, language: str, scale: float = 2) -> bytes:
    """The chart as a PNG on white, `scale` pixels to a unit."""
    return _png(_specified(chart, Look.PAPER, language), language, scale)


def _specified(chart: Chart, look: Look, language: str) -> str:
    with alt.data_transformers.enable("default", max_rows=None):
        spec: dict[str, Any] = chart.to_dict(validate=False)  # Altair would take longer than the drawing
    spec["config"] = spec.get("config", {}) | config(on_paper=look == Look.PAPER, part=PART.told(language))
    if look == Look.PAGE:
        spec["padding"] = ROOM
    return json.dumps(spec, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=KEPT)
def _svg(spec: str, language: str) -> str:
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=NUMBERS[language]))


@lru_cache(maxsize=KEPT)
def _png(spec: str, language: str, scale: float) -> bytes:
    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[], format_locale=NUMBERS[language]))


def _numbers(decimal: str, thousands: str) -> dict[str, Any]:
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""], "percent": "\u202f%"}


NUMBERS = {"en": _numbers(".", ","), "es": _numbers(",", "."), "pt": _numbers(",", "."), "fr": _numbers(",", "\u202f")}
"""How each language writes numbers, for d3-format."""
