"""A sheet of the Earth cut to the points that it shows: equidistant cylindrical, true at the middle latitude (Snyder
1987, "Map projections: a working manual", chapter 12). Degrees in, pixels out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import cos, radians

from matcher.analytics.charts.theme import WIDTH

LOWEST, HIGHEST = 300, 600
"""How high a sheet is, in pixels."""
LEAST = 24.0
"""Degrees across a sheet at least, so that two neighbours are not blown up to the whole of it."""
MARGIN = 0.08
"""Of the width and height, left free on each side."""
STEPS = (5, 10, 20, 30, 60)
"""Degrees between the lines of the grid; the first that gives few enough lines."""
FEW = 7
FLATTEST = 0.3
Point = tuple[float, float]
"""Degrees north and east, or pixels from the left and the top."""


@dataclass(frozen=True)
class Sheet:
    """The part of the Earth that is drawn. `east` lies beyond 180 where the sheet crosses the date line."""

    west: float
    east: float
    south: float
    north: float
    height: int

    def place(self, point: Point) -> Point:
        """Where a point of the Earth lies on the sheet."""
        latitude, longitude = point
        across = (_beyond(longitude, self.west) - self.west) / (self.east - self.west)
        down = (self.north - latitude) / (self.north - self.south)
        return round(across * WIDTH, 1), round(down * self.height, 1)

    @property
    def meridians(self) -> list[int]:
        """The degrees east at which lines run down."""
        return _lines(self.west, self.east)

    @property
    def parallels(self) -> list[int]:
        """The degrees north at which lines run across."""
        return _lines(self.south, self.north)


def sheet_of(points: Collection[Point]) -> Sheet:
    """The sheet that shows some points, at least one, with a margin."""
    west, east = _widest_gap_out([longitude for _, longitude in points])
    south, north = min(one for one, _ in points), max(one for one, _ in points)
    west, east = _grown(west, east, LEAST)
    south, north = _grown(south, north, LEAST / 2)
    stretch = 1 / max(cos(radians((south + north) / 2)), FLATTEST)
    height = WIDTH * (north - south) * stretch / (east - west)
    if height > HIGHEST:
        west, east = _grown(west, east, (east - west) * height / HIGHEST, margin=0)
    if height < LOWEST:
        south, north = _grown(south, north, (north - south) * LOWEST / height, margin=0)
    return Sheet(west, east, south, north, round(min(max(height, LOWEST), HIGHEST)))


def _widest_gap_out(longitudes: Iterable[float]) -> tuple[float, float]:
    """The shortest stretch eastwards that holds all longitudes: the way round but for the widest gap."""
    known = sorted(set(longitudes))
    gaps = [(after - before, after) for before, after in zip(known, [*known[1:], known[0] + 360], strict=True)]
    width, after = max(gaps)
    west = after - 360 if after >= 360 or after > known[-1] else after
    return west, west + 360 - width


def _grown(low: float, high: float, least: float, *, margin: float = MARGIN) -> tuple[float, float]:
    """A stretch with its margins, at least so wide."""
    middle, width = (low + high) / 2, max((high - low) * (1 + 2 * margin), least)
    return middle - width / 2, middle + width / 2


def _beyond(longitude: float, west: float) -> float:
    """The longitude as it is met on the way eastwards."""
    return longitude + 360 if longitude < west else longitude


def _lines(low: float, high: float) -> list[int]:
    step = next((one for one in STEPS if (high - low) / one <= FEW), STEPS[-1])
    return list(range(int(-(-low // step)) * step, int(high) + 1, step))
