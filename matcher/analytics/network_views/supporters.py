"""Who makes exchanges possible without being one of the two sides: third providers, facilitators and funders."""

import altair as alt

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.supporting import Supports, supports
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from models.exchange import PartyRole

ROLES = {"facilitated": PartyRole.FACILITATOR, "funded": PartyRole.FUNDER, "taught": PartyRole.SECOND_PROVIDER}
DRAWN = 20
"""Supporters in the chart: those with the most exchanges; the table holds them all."""
HEIGHT, LONGEST = 24, 300


def supporters(asked: Asked) -> Table:
    """One row for each organization, or country where no organization is told, the most frequent first."""
    found = supports(asked)
    columns = zip(found.counts, *(found.did(role).counts for role in ROLES.values()), strict=True)
    rows = [(*who, *did, met) for who, (met, *did) in zip(found.names, columns, strict=True) if any(who)]
    rows.sort(key=lambda row: (-row[-1], row[0] or "", row[1] or ""))
    return Table(_columns(), rows, asked.edges.counted, [*notes_on(asked.edges), *_untold(found)])


def _columns() -> tuple[Column, ...]:
    return (
        Column("organization", Kind.ORGANIZATION, Message("Institution"), Message("Who supported, where it is told.")),
        Column("country", Kind.COUNTRY, Message("Country"), Message("Its country; none for bodies of several.")),
        Column("facilitated", Kind.COUNT, Message("Facilitated"), Message("How many exchanges it facilitated.")),
        Column("funded", Kind.COUNT, Message("Funded"), Message("How many exchanges it funded.")),
        Column("taught", Kind.COUNT, Message("Taught too"), Message("In how many it taught as the second provider.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("How many exchanges it supported in any way.")),
    )


def _untold(found: Supports) -> list[Message]:
    hidden = dict(zip(found.names, found.counts, strict=True)).get((None, None), 0)
    if not hidden:
        return []
    return [Message("In {count} exchanges a supporter is not told; it is left out.", count=hidden)]


def bars(table: Table, telling: Telling) -> Chart:
    """Bars in parts by what was done; an exchange counts in each part that it has."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    records = telling.records(table.first(DRAWN))
    names = [str(one["organization"] or one["country"]) for one in records]
    parts: list[dict[str, Cell]] = [
        {
            "who": name,
            "did": titles[role],
            "count": one[role],
            "place": place,
            "told": f"{name} – {titles[role]}: {one[role]}",
        }
        for one, name in zip(records, names, strict=True)
        for place, role in enumerate(ROLES)
        if one[role]
    ]
    scale = alt.Scale(domain=[titles[role] for role in ROLES], range=list(SERIES[:3]))
    chart: Chart = (
        alt.Chart(data(parts))
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title=None, axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("who:N", title=None, sort=names, axis=alt.Axis(labelLimit=LONGEST)),
            color=alt.Color("did:N", title=None, scale=scale).legend(orient="top"),
            order="place:Q",
            description="told:N",
        )
        .properties(width=WIDTH - LONGEST // 2, height=HEIGHT * max(len(names), 1))
    )
    return chart


SUPPORTERS = View(
    name="supporters",
    title=Message("Who supports"),
    caption=Message(
        "Who makes exchanges of others possible: how many each facilitated, funded, or taught in as second provider; "
        "an exchange counts in each of these that apply."
    ),
    table=supporters,
    same_for=knows_institutions,
    drawings={"bars": bars},
)
