"""In what one country or institution learned, and in what it taught."""

import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.diverging import diverging
from matcher.analytics.counting import counts_at
from matcher.analytics.edges import SECTORS, knows_institutions
from matcher.analytics.network_views.focusing import focus_of
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import OF_EXCHANGES


def ego_sectors(asked: Asked) -> Table:
    """One row for each sector, the most frequent first."""
    focus = focus_of(asked)
    place, sector = np.nonzero(focus.edges.sectors)
    taught, exchange = focus.taught[place], focus.edges.exchange[place]
    counts = [counts_at(sector[one], exchange[one], len(SECTORS)) for one in (~taught, taught, taught | ~taught)]
    order = np.argsort(-counts[2], kind="stable")
    found = zip(order.tolist(), *(one[order].tolist() for one in counts), strict=True)
    rows: list[tuple[Cell, ...]] = [(SECTORS[one], *its, focus.key) for one, *its in found if its[2]]
    columns = (
        Column("sector", Kind.SECTOR, Message("Sector"), Message("What the exchange was about; it may be several.")),
        Column("learned", Kind.COUNT, Message("Learned"), Message("In how many exchanges it learned.")),
        Column("taught", Kind.COUNT, Message("Taught"), Message("In how many exchanges it taught.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("In how many exchanges it took part.")),
        focus.column,
    )
    return Table(columns, rows, focus.edges.counted, focus.notes)


def bars(table: Table, telling: Telling) -> Chart:
    """What it taught to the right, what it learned to the left."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    records = telling.records(table)
    left, right = ("learned", titles["learned"]), ("taught", titles["taught"])
    return diverging(records, "sector", left, right, title=str(records[0]["focus"]))


EGO_SECTORS = View(
    name="ego-sectors",
    title=Message("Its sectors"),
    caption=Message(
        "In what one country or institution learned, to the left, and in what it taught, to the right; an exchange of "
        "several sectors counts in each of them."
    ),
    table=ego_sectors,
    same_for=knows_institutions,
    drawings={"bars": bars},
    takes=OF_EXCHANGES | {"focus"},
)
