"""Concentration: whether few teach all, or many a little, by sector."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.columns import distinct
from matcher.analytics.edges import SECTORS, Edges, Places, knows_institutions
from matcher.analytics.network_views.concentration_drawn import equals
from matcher.analytics.network_views.notes import FEW, notes_on
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_EXCHANGES
from scoring.exposure import gini

PROVIDERS, RECIPIENTS = (one.template for one in (Message("Providers"), Message("Recipients")))
"""The two sides, as they are told."""
COLUMNS = (
    Column(
        "sector",
        Kind.SECTOR,
        Message("Sector"),
        Message("Of which exchanges; one of several sectors counts in each of them."),
        empty=Message("All sectors"),
    ),
    Column("side", Kind.WORD, Message("Side"), Message("Whether the figures are about those who taught or learned.")),
    Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("How many exchanges there are.")),
    Column("number", Kind.COUNT, Message("How many"), Message("How many different ones taught, or learned.")),
    Column(
        "equals",
        Kind.NUMBER,
        Message("As if equal"),
        Message("How many equals would be as concentrated: 1 where one does it all (1 divided by Herfindahl)."),
    ),
    Column(
        "herfindahl",
        Kind.NUMBER,
        Message("Herfindahl"),
        Message("The sum of the squares of their shares: near 0 where many do a little, 1 where one does it all."),
    ),
    Column(
        "gini",
        Kind.NUMBER,
        Message("Gini"),
        Message("How unequal they are among themselves: 0 where all do as much, near 1 where one does nearly all."),
    ),
    Column("largest", Kind.SHARE, Message("Largest share"), Message("The share of the one with the most exchanges.")),
)


def concentration(asked: Asked) -> Table:
    """Two rows for each sector, providers and recipients; all sectors first, then those with the most exchanges."""
    network, edges = asked.network, asked.edges
    tags = _tags(edges)
    met = np.unique(network.exchange)
    sectors: list[int | None] = [None, *np.argsort(-tags[met].sum(axis=0), kind="stable").tolist()]
    sides = {PROVIDERS: network.source, RECIPIENTS: network.target}
    part = {side: _parts(ends, network.exchange) for side, ends in sides.items()}
    rows = [
        row
        for sector in sectors
        for side, (node, exchange) in part.items()
        for row in _row(sector, side, node, exchange, tags)
    ]
    few = sum(1 for one in tags[met].sum(axis=0) if 0 < one < FEW)
    return Table(COLUMNS, rows, edges.counted, [*notes_on(edges, network), *_small(few)])


def _tags(edges: Edges) -> NDArray[np.bool_]:
    """Exchanges x sectors."""
    found = np.zeros((len(edges.exchanges), len(SECTORS)), dtype=bool)
    found[edges.exchange] = edges.sectors
    return found


def _parts(ends: Places, exchange: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The node and the exchange of each part that a node had in one; once, however many partners it had there."""
    size = int(exchange.max(initial=0)) + 1
    parts = distinct(ends.astype(np.int64) * size + exchange)
    return parts // size, parts % size


def _row(
    sector: int | None, side: str, node: NDArray[np.int64], exchange: NDArray[np.int64], tags: NDArray[np.bool_]
) -> Iterator[tuple[Cell, ...]]:
    inside = tags[exchange, sector] if sector is not None else np.ones(len(exchange), dtype=bool)
    counts = np.bincount(node[inside])
    counts = counts[counts > 0]
    if len(counts):
        name = None if sector is None else SECTORS[sector]
        index = herfindahl(counts)
        number = len(distinct(exchange[inside]))
        yield (name, side, number, len(counts), 1 / index, index, gini(counts), float(counts.max() / counts.sum()))


def herfindahl(counts: NDArray[np.int64]) -> float:
    """The sum of squared shares (Herfindahl 1950, Hirschman 1945); 1 divided by it is how many equals would be as
    concentrated (Laakso & Taagepera 1979)."""
    return float(((counts / counts.sum()) ** 2).sum())


def _small(sectors: int) -> list[Message]:
    if not sectors:
        return []
    return [
        Message(
            "In {sectors} sectors there are fewer than {few} exchanges: few exchanges look concentrated even where "
            "chance says who takes part.",
            sectors=sectors,
            few=FEW,
        )
    ]


CONCENTRATION = View(
    name="concentration",
    title=Message("Concentration"),
    caption=Message(
        "Whether few do it all or many a little: how many equal providers, and how many equal recipients, would share "
        "the exchanges of each sector as unevenly."
    ),
    table=concentration,
    same_for=knows_institutions,
    drawings={"equals": equals},
    takes=OF_EXCHANGES | {"level"},
)
