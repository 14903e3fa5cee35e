"""Who taught whom: flows of knowledge between countries, regions and groups of income."""

from dataclasses import replace

import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.heat import Heads, heat, largest
from matcher.analytics.counting import Keys, counted_by
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network import Network
from matcher.analytics.network_views.flow_bands import from_left_to_right
from matcher.analytics.network_views.flow_map import arcs
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import OF_EXCHANGES

DRAWN = 20
"""Nodes of either side in the chart: those with the most exchanges; the table holds them all."""


def flows(asked: Asked) -> Table:
    """One row for each pair that exchanged, the most frequent first; an exchange counts once for a pair."""
    network = asked.network
    teachers, learners, counts = pairs_of(network)
    order = np.lexsort((learners, teachers, -counts))
    nodes = network.nodes
    columns = (
        Column("provider", network.kind, Message("Provider"), Message("Who taught.")),
        Column("recipient", network.kind, Message("Recipient"), Message("Who learned.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("In how many exchanges.")),
    )
    found = zip(teachers[order].tolist(), learners[order].tolist(), counts[order].tolist(), strict=True)
    rows = [(nodes[teacher], nodes[learner], count) for teacher, learner, count in found]
    return Table(columns, rows, asked.edges.counted, notes_on(asked.edges, network))


def pairs_of(network: Network) -> tuple[Keys, Keys, Keys]:
    """Teachers, learners and in how many exchanges each pair met."""
    size = max(len(network.nodes), 1)
    pairs, counts = counted_by(network.source.astype(np.int64) * size + network.target, network.exchange)
    return pairs // size, pairs % size, counts


def matrix(table: Table, telling: Telling) -> Chart:
    """Providers down, recipients across, the number of exchanges in each cell."""
    providers, recipients = (largest(((row[side], row[2]) for row in table.rows), DRAWN) for side in (0, 1))
    drawn = replace(table, rows=[row for row in table.rows if row[0] in providers and row[1] in recipients])
    down, across = (
        Heads(one.name, one.title.told(telling.language), [telling.cell(one, code) for code in codes])
        for one, codes in zip(table.columns[:2], (providers, recipients), strict=True)
    )
    return heat(telling.records(drawn), down, across, count="exchanges")


FLOWS = View(
    name="flows",
    title=Message("Flows"),
    caption=Message(
        "Who taught whom: each cell counts the exchanges in which the provider of its row taught the recipient of its "
        "column; bands, the wider the more exchanges, and arrows on the map lead from those who taught to those who "
        "learned."
    ),
    table=flows,
    same_for=knows_institutions,
    drawings={"matrix": matrix, "bands": from_left_to_right, "map": arcs},
    alone={"bands": Message("Bands from those who taught to those who learned")},
    takes=OF_EXCHANGES | {"level"},
    fits={"map": lambda table: table.columns[0].kind == Kind.COUNTRY},
)
