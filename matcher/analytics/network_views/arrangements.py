"""Between two countries, with a third side, or among several."""

import altair as alt
import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.counting import counts_at, once
from matcher.analytics.edges import ARRANGEMENTS, Edges, knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.supporting import supports
from matcher.analytics.sides import THIRD
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from models.exchange import PartyRole

HEIGHT = 36
WORDS = (Message("bilateral"), Message("triangular"), Message("regional"))
"""The arrangements in the order of ARRANGEMENTS, to be translated."""


def arrangements(asked: Asked) -> Table:
    """One row for each arrangement that there is, the most frequent first."""
    single = once(asked.edges)
    counts = np.bincount(single.arrangement, minlength=len(ARRANGEMENTS)).tolist()
    helped = _helped(asked, single)
    rows: list[tuple[Cell, ...]] = [
        (
            str(WORDS[kind]),
            counts[kind],
            counts[kind] / len(single),
            _countries(asked.edges, kind),
            *(helped[role][kind] for role in THIRD),
        )
        for kind in sorted(range(len(ARRANGEMENTS)), key=lambda kind: -counts[kind])
        if counts[kind]
    ]
    return Table(_columns(), rows, asked.edges.counted, notes_on(asked.edges))


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "arrangement",
            Kind.WORD,
            Message("Arrangement"),
            Message(
                "Bilateral: between two countries. Triangular: with a third side that teaches too, facilitates or "
                "funds. Regional: among three and more countries that teach or learn."
            ),
        ),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("How many exchanges are arranged so.")),
        Column("share", Kind.SHARE, Message("Share"), Message("Of all exchanges that are counted.")),
        Column("countries", Kind.COUNT, Message("Countries"), Message("How many countries teach or learn in them.")),
        Column("taught", Kind.COUNT, Message("Second provider"), Message("In how many a second provider teaches.")),
        Column("facilitated", Kind.COUNT, Message("Facilitator"), Message("In how many somebody facilitates.")),
        Column("funded", Kind.COUNT, Message("Funder"), Message("In how many somebody funds.")),
    )


def _countries(edges: Edges, kind: int) -> int:
    of_kind = edges.only(edges.arrangement == kind)
    ends = np.concatenate([of_kind.teacher, of_kind.learner])
    return len(np.unique(ends[ends >= 0]))


def _helped(asked: Asked, single: Edges) -> dict[PartyRole, list[int]]:
    """In how many exchanges of each arrangement each third role is taken."""
    arranged = np.zeros(len(single.exchanges), dtype=np.int32)
    arranged[single.exchange] = single.arrangement
    found, kinds = supports(asked), len(ARRANGEMENTS)
    taken = {role: found.did(role).exchange for role in THIRD}
    return {role: counts_at(arranged[met], met, kinds).tolist() for role, met in taken.items()}


def bars(table: Table, telling: Telling) -> Chart:
    """A bar for each arrangement, with its number."""
    records = telling.records(table)
    told: list[dict[str, Cell]] = [{**one, "told": f"{one['arrangement']}: {one['exchanges']}"} for one in records]
    base = alt.Chart(data(told)).encode(
        x=alt.X("exchanges:Q", title=table.columns[1].title.told(telling.language), axis=alt.Axis(format="d")),
        y=alt.Y("arrangement:N", title=None, sort=[str(one["arrangement"]) for one in records]),
    )
    numbers = base.mark_text(align="left", dx=4).encode(text=alt.Text("exchanges:Q", format=",d"))
    return alt.layer(base.mark_bar(color=SERIES[0]).encode(description="told:N"), numbers).properties(
        width=WIDTH - 160, height=HEIGHT * max(len(records), 1)
    )


ARRANGED = View(
    name="arrangements",
    title=Message("Arrangements"),
    caption=Message("How exchanges are arranged: between two countries, with a third side, or among several."),
    table=arrangements,
    same_for=knows_institutions,
    drawings={"bars": bars},
)
