"""Flows as bands: from each of those who taught most to each of those who learned most."""

from collections import Counter

from locales.messages import Message
from matcher.analytics.charts.bands import Bands, Flow, bands
from matcher.analytics.tables import Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart

DRAWN = 10
"""Bars of either side: those with the most exchanges; all others are one bar together."""
OTHERS = Message("All others")


def from_left_to_right(table: Table, telling: Telling) -> Chart:
    """Providers left, recipients right; a band is as wide as the pair has exchanges."""
    others = OTHERS.told(telling.language)
    told = {
        column.name: {code: telling.cell(column, code) for code in _most(table, place)}
        for place, column in enumerate(table.columns[:2])
    }
    sums: Counter[tuple[str, str]] = Counter()
    for provider, recipient, count in table.rows:
        pair = told["provider"].get(str(provider), others), told["recipient"].get(str(recipient), others)
        sums[pair] += int(count or 0)
    flows: list[Flow] = [(*pair, count) for pair, count in sums.items()]
    titles = table.columns[0].title.told(telling.language), table.columns[1].title.told(telling.language)
    left, right = (_order(list(told[name].values()), flows, place, others) for place, name in enumerate(told))
    return bands(Bands(flows, left, right, titles, others))


def _most(table: Table, place: int) -> list[str]:
    sums: Counter[str] = Counter()
    for row in table.rows:
        sums[str(row[place])] += int(row[2] or 0)
    return sorted(sums, key=lambda code: (-sums[code], code))[:DRAWN]


def _order(names: list[str], flows: list[Flow], place: int, others: str) -> list[str]:
    known = list(dict.fromkeys(names))
    return [*known, others] if any(flow[place] == others for flow in flows) and others not in known else known
