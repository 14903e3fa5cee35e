"""The sheet of a map, and the room for names on it."""

from itertools import combinations

import pytest

from matcher.analytics.charts.atlas import HIGHEST, LOWEST, Point, sheet_of
from matcher.analytics.charts.labels import LETTER, LINE, Label, Mark, labels_of
from matcher.analytics.charts.theme import WIDTH
from models.taxonomy import centroids

ANDES: list[Point] = [(4.6, -74.3), (-1.8, -78.2), (-9.2, -75.0)]
PACIFIC: list[Point] = [(-17.7, 178.0), (-13.8, -172.1), (-35.7, -71.5)]


@pytest.mark.parametrize("points", [ANDES, PACIFIC, ANDES[:1], list(centroids().values()), [(61.5, 105.3)]])
def test_every_point_lies_on_the_sheet(points: list[Point]) -> None:
    sheet = sheet_of(points)

    assert LOWEST <= sheet.height <= HIGHEST
    for x, y in map(sheet.place, points):
        assert 0 < x < WIDTH
        assert 0 < y < sheet.height


def test_north_is_above_and_east_is_right_also_across_the_date_line() -> None:
    fiji, samoa, chile = map(sheet_of(PACIFIC).place, PACIFIC)

    assert fiji[0] < samoa[0] < chile[0]
    assert samoa[1] < fiji[1] < chile[1]
    assert samoa[0] - fiji[0] < (chile[0] - samoa[0]) / 5


def extent(label: Label) -> tuple[float, float, float, float]:
    width = len(label.text) * LETTER
    left = {"left": label.x, "right": label.x - width, "center": label.x - width / 2}[label.align]
    return left, label.y - LINE / 2, left + width, label.y + LINE / 2


def test_no_name_covers_another_and_the_first_of_a_crowd_has_its_name() -> None:
    crowd = [Mark((100.0 + 9 * place, 100.0 + 5 * (place % 3)), f"Country {place}", f"C{place}") for place in range(20)]

    labels = labels_of(crowd, 300)

    assert labels[0].text == "Country 0"
    assert 2 <= len(labels) < 20
    for one, other in combinations(map(extent, labels), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_name_goes_where_no_line_runs_and_stays_on_the_sheet() -> None:
    at, end = Mark((300.0, 150.0), "Peru", "PER"), Mark((WIDTH - 2.0, 150.0), "Brazil", "BRA")

    labels = labels_of([at, end], 300, [(300 + step, 150.0) for step in range(1, 60, 4)])

    assert [(one.text, one.align) for one in labels] == [("Peru", "right"), ("Brazil", "right")]
