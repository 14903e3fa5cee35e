"""How knowledge travels, by what it is about."""

import numpy as np
from numpy.typing import NDArray

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.heat import Heads, heat, largest
from matcher.analytics.counting import counted_by, once
from matcher.analytics.edges import MODALITIES, SECTORS, UNKNOWN, Edges, knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from models import taxonomy

AREAS: tuple[str, ...] = tuple(taxonomy.areas())
OF_AREA: NDArray[np.bool_] = np.array(
    [[taxonomy.sectors()[sector].area == area for area in AREAS] for sector in SECTORS]
)
"""Sectors x areas."""


def modalities(asked: Asked) -> Table:
    """One row for each way in which knowledge travelled and each area, the most frequent ways first."""
    edges = once(asked.edges)
    place, area = np.nonzero((edges.sectors @ OF_AREA) & (edges.modality != UNKNOWN)[:, None])
    size = len(AREAS)
    keys, counts = counted_by(edges.modality[place].astype(np.int64) * size + area, edges.exchange[place])
    sums = np.bincount(keys // size, weights=counts, minlength=len(MODALITIES))
    order = np.lexsort((keys, -sums[keys // size]))
    found = zip(keys[order].tolist(), counts[order].tolist(), strict=True)
    rows: list[tuple[Cell, ...]] = [(MODALITIES[key // size], AREAS[key % size], count) for key, count in found]
    columns = (
        Column("modality", Kind.MODALITY, Message("Way"), Message("How knowledge travelled.")),
        Column("area", Kind.AREA, Message("Area"), Message("The area of the exchange's sectors; it may be several.")),
        Column(
            "exchanges",
            Kind.COUNT,
            Message("Exchanges"),
            Message("How many exchanges; one of several areas counts in each of them."),
        ),
    )
    return Table(columns, rows, asked.edges.counted, _notes(edges))


def _notes(edges: Edges) -> list[Message]:
    untold = int(((edges.modality == UNKNOWN) | ~edges.sectors.any(axis=1)).sum())
    left_out = Message("Of {count} exchanges the way or the sector is not told; they are left out.", count=untold)
    return [*notes_on(edges), *([left_out] if untold else [])]


def by_area(table: Table, telling: Telling) -> Chart:
    """Ways down, areas across, the number of exchanges in each cell."""
    modality, area, _ = [one.title.told(telling.language) for one in table.columns]
    records = telling.records(table)
    seen = {row[1] for row in table.rows}
    across = [telling.cell(table.columns[1], one) for one in AREAS if one in seen]
    down = Heads("modality", modality, largest((row["modality"], row["exchanges"]) for row in records))
    return heat(records, down, Heads("area", area, across), count="exchanges")


WAYS = View(
    name="modalities",
    title=Message("How knowledge travels"),
    caption=Message(
        "How knowledge travels, by what it is about: each cell counts the exchanges of a way in an area of sectors; an "
        "exchange of several areas counts in each of them."
    ),
    table=modalities,
    same_for=knows_institutions,
    drawings={"cells": by_area},
)
