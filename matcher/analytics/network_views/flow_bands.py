"""Flows as bands: from each of those who taught most to each of those who learned most."""

from collections import Counter
from collections.abc import Mapping

from locales.messages import Message
from matcher.analytics.charts.bands import Bands, Flow, bands
from matcher.analytics.charts.heat import largest
from matcher.analytics.tables import Cell, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart

DRAWN = 10
"""Bars of either side: those with the most exchanges; all others are one bar together."""
OTHERS = Message("All others")


def from_left_to_right(table: Table, telling: Telling) -> Chart:
    """Providers left, recipients right; a band is as wide as the pair has exchanges."""
    others = OTHERS.told(telling.language)
    providers, recipients = (_names(table, telling, side) for side in (0, 1))
    sums: Counter[tuple[str, str]] = Counter()
    for provider, recipient, count in table.rows:
        sums[providers.get(provider, others), recipients.get(recipient, others)] += int(count or 0)
    flows: list[Flow] = [(*pair, count) for pair, count in sums.items()]
    titles = table.columns[0].title.told(telling.language), table.columns[1].title.told(telling.language)
    left, right = (_order(names, flows, side, others) for side, names in enumerate((providers, recipients)))
    return bands(Bands(flows, left, right, titles, others))


def _names(table: Table, telling: Telling, side: int) -> dict[Cell, str]:
    """The names of the bars of a side, by code, the largest first."""
    codes = largest(((row[side], row[2]) for row in table.rows), DRAWN)
    return {code: telling.cell(table.columns[side], code) for code in codes}


def _order(names: Mapping[Cell, str], flows: list[Flow], side: int, others: str) -> list[str]:
    known = list(dict.fromkeys(names.values()))
    return [*known, others] if any(flow[side] == others for flow in flows) and others not in known else known
