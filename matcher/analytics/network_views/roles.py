"""Who teaches, who learns, and who does both."""

import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.diverging import diverging
from matcher.analytics.counting import counts_at
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import OF_EXCHANGES

DUAL_UP_TO = 3
"""Who does the one at most so many times as often as the other is dual, as SEGIB's reports call countries that offer
and receive."""
DUAL, PROVIDER, RECIPIENT = Message("dual"), Message("provider"), Message("recipient")
DRAWN = 25
"""Nodes in the chart: those with the most exchanges; the table holds them all."""


def roles(asked: Asked) -> Table:
    """One row for each node, those with the most exchanges first."""
    network = asked.network
    size = len(network.nodes)
    taught = counts_at(network.source, network.exchange, size)
    learned = counts_at(network.target, network.exchange, size)
    ends, twice = np.concatenate([network.source, network.target]), np.tile(network.exchange, 2)
    exchanges = counts_at(ends, twice, size)
    order = np.argsort(-exchanges, kind="stable")
    counts = np.stack([taught, learned, taught + learned - exchanges, exchanges])[:, order].T.tolist()
    rows = [_row(network.nodes[one], *its) for one, its in zip(order.tolist(), counts, strict=True)]
    columns = (
        Column("node", network.kind, Message("Who"), Message("The side that is looked at.")),
        Column("taught", Kind.COUNT, Message("Taught"), Message("In how many exchanges it taught.")),
        Column("learned", Kind.COUNT, Message("Learned"), Message("In how many exchanges it learned.")),
        Column("both", Kind.COUNT, Message("Both at once"), Message("In how many exchanges it taught and learned.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("In how many exchanges it took part.")),
        Column(
            "share_taught",
            Kind.SHARE,
            Message("Share of teaching"),
            Message("How much of its taking part was teaching: exchanges taught, of those taught and those learned."),
        ),
        Column(
            "role",
            Kind.WORD,
            Message("Role"),
            Message("Dual where it does the rarer of both at least a third as often as the other; else what it does."),
        ),
    )
    return Table(columns, rows, asked.edges.counted, notes_on(asked.edges, network))


def role_of(taught: int, learned: int) -> Message:
    """Provider, recipient, or dual."""
    if DUAL_UP_TO * min(taught, learned) >= max(taught, learned):
        return DUAL
    return PROVIDER if taught > learned else RECIPIENT


def bars(table: Table, telling: Telling) -> Chart:
    """What each taught to the right, what it learned to the left."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    records = telling.records(table.first(DRAWN))
    return diverging(records, "node", ("learned", titles["learned"]), ("taught", titles["taught"]))


def _row(node: str, taught: int, learned: int, both: int, exchanges: int) -> tuple[Cell, ...]:
    share = taught / (taught + learned)
    return node, taught, learned, both, exchanges, share, str(role_of(taught, learned))


ROLES = View(
    name="roles",
    title=Message("Roles"),
    caption=Message(
        "Who teaches, who learns, and who does both: to the right the exchanges in which each taught, to the left "
        "those in which it learned."
    ),
    table=roles,
    same_for=knows_institutions,
    drawings={"bars": bars},
    takes=OF_EXCHANGES | {"level"},
)
