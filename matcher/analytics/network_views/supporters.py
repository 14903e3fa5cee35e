"""Who makes exchanges possible without being one of the two sides: third providers, facilitators and funders."""

from collections import Counter, defaultdict

import altair as alt

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.supporting import Support, supports
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from models.exchange import PartyRole

ROLES = {"facilitated": PartyRole.FACILITATOR, "funded": PartyRole.FUNDER, "taught": PartyRole.SECOND_PROVIDER}
DRAWN = 20
"""Supporters in the chart: those with the most exchanges; the table holds them all."""
HEIGHT, LONGEST = 24, 300
Who = tuple[str | None, str | None]
"""An organization and a country, of which one may not be told."""


def supporters(asked: Asked) -> Table:
    """One row for each organization, or country where no organization is told, the most frequent first."""
    met: dict[Who, set[str]] = defaultdict(set)
    did: set[tuple[Who, str, str]] = set()
    found = list(supports(asked))
    for one in found:
        who = (one.organization, one.country)
        if any(who):
            met[who].add(one.exchange)
            did.add((who, one.role, one.exchange))
    times = Counter((who, role) for who, role, _ in did)
    order = sorted(met, key=lambda who: (-len(met[who]), who[0] or "", who[1] or ""))
    rows = [(*who, *(times[who, role] for role in ROLES.values()), len(met[who])) for who in order]
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


def _untold(found: list[Support]) -> list[Message]:
    hidden = {one.exchange for one in found if not (one.organization or one.country)}
    if not hidden:
        return []
    return [Message("In {count} exchanges a supporter is not told; it is left out.", count=len(hidden))]


def bars(table: Table, telling: Telling) -> Chart:
    """Bars in parts by what was done; an exchange counts in each part that it has."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    records = telling.records(table)[:DRAWN]
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
