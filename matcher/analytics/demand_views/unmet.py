"""Unmet demand: open requests without a suggestion, by sector and by region, language or way of working."""

from collections import Counter
from collections.abc import Sequence

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.heat import ACROSS, Heads, heat, largest
from matcher.analytics.demand_views.columns import OPEN, SECTOR, SHARE, UNMET, across
from matcher.analytics.editions import Ground
from matcher.analytics.posts import NOT_YET, Alike, open_requests, total
from matcher.analytics.tables import Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View, whoever
from matcher.analytics.wanted import OF_POSTS, Across


def unmet(asked: Asked) -> Table:
    """One row for each sector with each region (or what else is asked for), those with most unmet requests first."""
    by, requests = asked.wanted.by or Across.REGION, open_requests(asked)
    open_ones, unmet_ones = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in requests:
        for cell in ((sector, value) for sector in one.tags.sectors for value in one.tags.across(by)):
            open_ones[cell] += one.count
            unmet_ones[cell] += one.count if one.reached == NOT_YET else 0
    order = sorted(open_ones, key=lambda cell: (-unmet_ones[cell], -open_ones[cell], cell))
    rows = [(*cell, open_ones[cell], unmet_ones[cell], unmet_ones[cell] / open_ones[cell]) for cell in order]
    return Table((SECTOR, across(by), OPEN, UNMET, SHARE), rows, total(requests), _notes(requests, by))


def _notes(requests: Sequence[Alike], by: Across) -> list[Message]:
    unserved = total(one for one in requests if one.reached == NOT_YET)
    outside = total(one for one in requests if not (one.tags.sectors and one.tags.across(by)))
    notes = [Message("{count} open requests are unmet.", count=unserved)] if requests else []
    if outside:
        notes.append(Message("{count} requests lack a sector or what they are told apart by.", count=outside))
    return notes


def cells(table: Table, telling: Telling) -> Chart:
    """Sectors down, the rest across; each cell says how many are unmet of how many."""
    records = [one | {"words": f"{one['unmet']} / {one['open']}"} for one in telling.records(table)]
    sector, side = (
        Heads(
            one.name,
            one.title.told(telling.language),
            largest(((row[one.name], row["unmet"]) for row in records), most),
        )
        for one, most in zip(table.columns, (None, ACROSS), strict=False)
    )
    return heat(records, sector, side, count="unmet", words="words")


VIEW = View(
    name="unmet",
    title=Message("Unmet demand"),
    caption=Message(
        "Open requests for which no offer is suggested, by sector and region: each cell says how many of its open "
        "requests are unmet. A request counts in each of its sectors."
    ),
    table=unmet,
    rests_on=Ground.POSTS,
    same_for=whoever,
    drawings={"cells": cells},
    basis=lambda count: Message("{count:,} open requests counted.", count=count),
    takes=OF_POSTS | {"by"},
)
