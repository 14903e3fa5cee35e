"""Finds room for the names of points, the weightiest first: beside, above or below, where the fewest lines run; by the
code where the name has no room, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.analytics.charts.atlas import Point
from matcher.analytics.charts.theme import WIDTH

LETTER, LINE = 6.4, 13.0
"""Pixels that a letter and a line of eleven points take, on the safe side."""
OFF = 7.0
"""Pixels between a point and its name."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A point with its name and its code."""

    at: Point
    name: str
    code: str


@dataclass(frozen=True)
class Label:
    """A name where there is room for it; `align` says on which side of `x` it stands."""

    text: str
    x: float
    y: float
    align: str


def labels_of(marks: Sequence[Mark], height: float, lines: Sequence[Point] = ()) -> list[Label]:
    """The labels of points on a sheet so high, on which `lines` pass through some points; those marks come first that
    must not lack one."""
    taken = [_box(*one.at, 2 * OFF - 4, "center", 10) for one in marks]
    found: list[Label] = []
    for one in marks:
        free = [label for label in _places(one) if _free(_of(label), height, taken)]
        if free:
            long = max(len(label.text) for label in free)
            found.append(min((label for label in free if len(label.text) == long), key=lambda it: _crossed(it, lines)))
            taken.append(_of(found[-1]))
    return found


def _places(mark: Mark) -> Iterator[Label]:
    x, y = mark.at
    for text in (mark.name, mark.code):
        yield Label(text, x + OFF, y, "left")
        yield Label(text, x - OFF, y, "right")
        yield Label(text, x, y - OFF - LINE / 2, "center")
        yield Label(text, x, y + OFF + LINE / 2, "center")


def _of(label: Label) -> Box:
    return _box(label.x, label.y, len(label.text) * LETTER, label.align)


def _free(box: Box, height: float, taken: Sequence[Box]) -> bool:
    return _inside(box, height) and not any(_meet(box, other) for other in taken)


def _crossed(label: Label, lines: Sequence[Point]) -> int:
    """How many points of lines lie behind a label."""
    left, top, right, bottom = _of(label)
    return sum(left <= x <= right and top <= y <= bottom for x, y in lines)


def _box(x: float, y: float, width: float, align: str, height: float = LINE) -> Box:
    left = {"left": x, "right": x - width, "center": x - width / 2}[align]
    return left, y - height / 2, left + width, y + height / 2


def _inside(box: Box, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
