"""Coverage: what each country asks for and how far it was led, what it offers, and its exchanges."""

from collections import Counter, defaultdict

import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.bars import stacked_bars
from matcher.analytics.counting import counts_at
from matcher.analytics.demand_views.columns import COUNTRY, OFFERS, OPEN, UNMET
from matcher.analytics.edges import UNKNOWN, Places, knows_institutions
from matcher.analytics.editions import Ground
from matcher.analytics.posts import ACCEPTED, INTRODUCED, NOT_YET, SUGGESTED, open_offers, open_requests, total
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.catalogue import countries_of


def coverage(asked: Asked) -> Table:
    """One row for each country of the region that asks, offers or exchanged: those with most unmet requests first, then
    those with most open ones. A joint request counts for each of its countries; four queries."""
    requests, offers = open_requests(asked), open_offers(asked)
    asks: dict[str, Counter[int]] = defaultdict(Counter)
    for one in requests:
        for country in one.tags.countries:
            asks[country][one.reached] += one.count
    gives = Counter[str]()
    for one in offers:
        for country in one.tags.countries:
            gives[country] += one.count
    edges = asked.edges
    learned, shared = _exchanges(asked, edges.learner), _exchanges(asked, edges.teacher)
    region, every = asked.wanted.region, {*asks, *gives, *learned, *shared}
    known = sorted(every if region is None else every.intersection(countries_of(region)))
    rows = [(one, *_row(asks[one]), gives[one], learned[one], shared[one]) for one in known]
    rows.sort(key=lambda row: (-row[2], -row[1], row[0]))
    return Table((COUNTRY, OPEN, UNMET, *STEPS, OFFERS, LEARNED, SHARED), rows, total(requests) + total(offers))


def _row(reached: Counter[int]) -> tuple[int, int, int, int, int]:
    """Open and unmet requests, and those that were led at least so far."""
    suggested, introduced, accepted = (
        sum(count for step, count in reached.items() if step >= least) for least in (SUGGESTED, INTRODUCED, ACCEPTED)
    )
    return reached.total(), reached[NOT_YET], suggested, introduced, accepted


def _exchanges(asked: Asked, side: Places) -> Counter[str]:
    """In how many exchanges each country stands on a side."""
    told, names = side != UNKNOWN, asked.edges.countries
    counts = counts_at(side[told], asked.edges.exchange[told], len(names))
    return Counter({names[place]: int(counts[place]) for place in np.flatnonzero(counts).tolist()})


def bars(table: Table, telling: Telling) -> Chart:
    """A bar for each country, in parts by how far its open requests were led."""
    language = telling.language
    records = [
        one | {"only": _less(one, "suggested", "introduced"), "met": _less(one, "introduced", "accepted")}
        for one in telling.records(table)
        if one["open"]
    ]
    fields = {"unmet": UNMET, "only": STEPS[0], "met": STEPS[1], "accepted": STEPS[2]}
    parts = {field: column.title.told(language) for field, column in fields.items()}
    return stacked_bars(records, "country", parts, title=OPEN.title.told(language))


def _less(record: dict[str, Cell], field: str, further: str) -> int:
    return int(record[field] or 0) - int(record[further] or 0)


STEPS = (
    Column("suggested", Kind.COUNT, Message("With suggestions"), Message("Requests for which an offer is suggested.")),
    Column(
        "introduced", Kind.COUNT, Message("Introduced"), Message("Requests whose side was introduced to a provider.")
    ),
    Column("accepted", Kind.COUNT, Message("Accepted"), Message("Requests for which both sides have accepted.")),
)
LEARNED = Column("learned", Kind.COUNT, Message("Learned"), Message("Exchanges in which it was a recipient."))
SHARED = Column("shared", Kind.COUNT, Message("Taught"), Message("Exchanges in which it was a provider."))
VIEW = View(
    name="coverage",
    title=Message("Coverage of countries"),
    caption=Message(
        "How many open requests each country has and how far they were led, its open offers, and the exchanges in "
        "which it learned or taught. Those with most unmet requests come first."
    ),
    table=coverage,
    rests_on=Ground.POSTS,
    same_for=knows_institutions,
    drawings={"bars": bars},
    basis=lambda count: Message("{count:,} open requests and offers counted.", count=count),
    takes=frozenset({"sector", "region"}),
)
