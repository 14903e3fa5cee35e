"""The waterfall of a score: one bar a contribution, each beginning where the one before it ends, and their sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.explanation import Contribution, Explanation

WIDTH = 340.0
ROW = 34.0
BAR = 10.0
SUM = "sum"


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands in the drawing, and how it is coloured (`plus`, `decisive`, `minus` or `sum`).

    `label` and `top` are the heights of its words and of its rectangle; `end` is where the next bar begins.
    """

    feature: str
    value: float
    tone: str
    x: float
    width: float
    end: float
    label: float
    top: float


@dataclass(frozen=True)
class Waterfall:
    """The drawing; `zero` is where the sum begins."""

    bars: list[Bar]
    height: float
    zero: float
    width: float = WIDTH
    row: float = ROW
    thick: float = BAR


def waterfall(explanation: Explanation) -> Waterfall:
    """The contributions that are not nothing, the largest first, and the score."""
    parts = sorted((one for one in explanation.contributions if one.contribution), key=lambda one: -one.contribution)
    decisive = {one.feature for one in explanation.decisive}
    ends = _ends(parts)
    low, high = min(ends), max(*ends, 1e-6)
    scale = WIDTH / (high - low)

    def bar(number: int, feature: str, tone: str, start: float, end: float) -> Bar:
        left, right = sorted(((start - low) * scale, (end - low) * scale))
        top = ROW * number + ROW - BAR - 6
        where = {"label": top - 5, "top": top, "end": round((end - low) * scale, 2)}
        return Bar(feature, end - start, tone, round(left, 2), round(max(right - left, 0.5), 2), **where)

    bars = [
        bar(number, one.feature, _tone(one, decisive), ends[number], ends[number + 1])
        for number, one in enumerate(parts)
    ]
    bars.append(bar(len(parts), SUM, SUM, 0.0, ends[-1]))
    return Waterfall(bars, ROW * len(bars), round((0.0 - low) * scale, 2))


def _ends(parts: Sequence[Contribution]) -> list[float]:
    """Where each bar begins, and where the last one ends."""
    ends = [0.0]
    for one in parts:
        ends.append(round(ends[-1] + one.contribution, 6))
    return ends


def _tone(one: Contribution, decisive: set[str]) -> str:
    if one.contribution < 0:
        return "minus"
    return "decisive" if one.feature in decisive else "plus"
