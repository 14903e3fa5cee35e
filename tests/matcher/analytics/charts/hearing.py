"""What somebody hears who has a chart read to him."""

import re
from xml.etree import ElementTree

from locales import translate

FIELDS = re.compile(r"^[a-z_0-9]+: .*; [a-z_0-9]+: |^X-axis|^Y-axis|legend")
"""What Vega says of a mark unless told: names and values of its fields. And of axes, in English."""


def parts_of(svg: str) -> list[ElementTree.Element]:
    """All marks that are read aloud."""
    every = ElementTree.fromstring(svg).iter()
    return [one for one in every if one.get("role") == "graphics-symbol" and one.get("aria-label")]


def strange_words(svg: str, language: str) -> list[str]:
    """What people would not understand of it, or only some of them."""
    parts = parts_of(svg)
    kinds = {one.get("aria-roledescription", "") for one in parts} - {translate("part of the chart", language)}
    return sorted(kinds) + [label for one in parts if FIELDS.search(label := one.get("aria-label", ""))]
