"""Idle supply: how far the open offers of each sector have ever come."""

from collections import Counter, defaultdict

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.bars import stacked_bars
from matcher.analytics.demand_views.columns import OFFERS, SECTOR
from matcher.analytics.editions import Ground
from matcher.analytics.posts import ENDORSED, INTRODUCED, NOT_YET, SUGGESTED, offers_by_reach, total
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View, whoever
from matcher.analytics.wanted import OF_POSTS


def idle(asked: Asked) -> Table:
    """One row for each sector, those with most offers that never brought anybody together first."""
    offers = offers_by_reach(asked)
    reached: dict[str, Counter[int]] = defaultdict(Counter)
    for one in offers:
        for sector in one.tags.sectors:
            reached[sector][min(one.reached, INTRODUCED)] += one.count
    rows = [(sector, *_row(counts)) for sector, counts in reached.items()]
    rows.sort(key=lambda row: (row[5] - row[1], row[0]))
    return Table((SECTOR, OFFERS, *PARTS), rows, total(offers))


def _row(counts: Counter[int]) -> tuple[int, int, int, int, int]:
    return counts.total(), counts[NOT_YET], counts[SUGGESTED], counts[ENDORSED], counts[INTRODUCED]


def bars(table: Table, telling: Telling) -> Chart:
    """A bar for each sector, in parts by how far its offers have come."""
    parts = {one.name: one.title.told(telling.language) for one in PARTS}
    return stacked_bars(telling.records(table), "sector", parts, title=OFFERS.title.told(telling.language))


PARTS = (
    Column("never", Kind.COUNT, Message("Never suggested"), Message("Offers that no request ever got suggested.")),
    Column(
        "suggested",
        Kind.COUNT,
        Message("Suggested, never endorsed"),
        Message("Offers that were suggested, and that no focal point endorsed."),
    ),
    Column(
        "endorsed",
        Kind.COUNT,
        Message("Endorsed, never introduced"),
        Message("Offers that were endorsed, and that no requester chose."),
    ),
    Column(
        "introduced",
        Kind.COUNT,
        Message("Introduced"),
        Message("Offers whose provider was introduced to a requester at least once."),
    ),
)
VIEW = View(
    name="idle",
    title=Message("Idle supply"),
    caption=Message(
        "Open offers of each sector by how far they have ever come: expertise that is there and that nobody was led to "
        "stands at the left of each bar. An offer counts in each of its sectors."
    ),
    table=idle,
    rests_on=Ground.POSTS,
    same_for=whoever,
    drawings={"bars": bars},
    basis=lambda count: Message("{count:,} open offers counted.", count=count),
    takes=OF_POSTS,
)
