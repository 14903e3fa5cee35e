"""What is taught, and when: sectors by the years in which exchanges began."""

import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.heat import Heads, heat
from matcher.analytics.counting import Keys, counted_by, once
from matcher.analytics.edges import SECTORS, Edges, knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View

MOST_YEARS = 12
"""Beyond so many years, five are taken together."""
BAND = 5
UNTOLD = Message("year not told")


def sectors(asked: Asked) -> Table:
    """One row for each sector and period, the largest sectors first, the periods in their order."""
    edges = once(asked.edges)
    starts, width = _periods(edges)
    place, sector = np.nonzero(edges.sectors)
    span = int(starts.max(initial=0)) + 1
    keys, counts = counted_by(sector * span + starts[place], edges.exchange[place])
    sums = np.bincount(keys // span, weights=counts, minlength=len(SECTORS))
    order = np.lexsort((keys, keys % span == 0, keys // span, -sums[keys // span]))
    found = zip((keys // span)[order].tolist(), (keys % span)[order].tolist(), counts[order].tolist(), strict=True)
    rows: list[tuple[Cell, ...]] = [(SECTORS[one], period_name(start, width), count) for one, start, count in found]
    columns = (
        Column("sector", Kind.SECTOR, Message("Sector"), Message("What the exchange was about; it may be several.")),
        Column("period", Kind.WORD, Message("Begun in"), Message("The year, or the years, in which it began.")),
        Column(
            "exchanges",
            Kind.COUNT,
            Message("Exchanges"),
            Message("How many exchanges; one of several sectors counts in each of them."),
        ),
    )
    return Table(columns, rows, asked.edges.counted, _notes(edges))


def _periods(edges: Edges) -> tuple[Keys, int]:
    """The first year of each edge's period, 0 where its year is not told; and how many years a period has."""
    years = edges.year.astype(np.int64)
    known = years[years > 0]
    width = BAND if len(known) and np.ptp(known) >= MOST_YEARS else 1
    return years - years % width, width


def period_name(start: int, width: int) -> str:
    """2005–2009, or 2005, or that the year is not told."""
    if not start:
        return str(UNTOLD)
    return str(start) if width == 1 else f"{start}–{start + width - 1}"


def _notes(edges: Edges) -> list[Message]:
    found = notes_on(edges)
    if untold := int((edges.year == 0).sum()):
        found.append(
            Message("When {count} exchanges began is not told; they stand in a period of their own.", count=untold)
        )
    if untagged := int((~edges.sectors.any(axis=1)).sum()):
        found.append(Message("{count} exchanges have no sector; they are left out.", count=untagged))
    return found


def over_time(table: Table, telling: Telling) -> Chart:
    """Sectors down, periods across, the number of exchanges in each cell."""
    sector, period, _ = table.columns
    untold = str(UNTOLD)
    known = sorted({str(row[1]) for row in table.rows}, key=lambda one: (one == untold, one))
    down = Heads("sector", sector.title.told(telling.language), _told(table, telling, 0))
    across = Heads("period", period.title.told(telling.language), [telling.cell(period, one) for one in known])
    return heat(telling.records(table), down, across, count="exchanges")


def _told(table: Table, telling: Telling, place: int) -> list[str]:
    """The cells of a column in their order, each once."""
    return list(dict.fromkeys(telling.cell(table.columns[place], row[place]) for row in table.rows))


SECTORS_OVER_TIME = View(
    name="sectors",
    title=Message("Sectors over time"),
    caption=Message(
        "What is taught, and when: each cell counts the exchanges of a sector that began in a period; an exchange of "
        "several sectors counts in each of them."
    ),
    table=sectors,
    same_for=knows_institutions,
    drawings={"cells": over_time},
)
