"""Exposure: how the attention that suggestions draw is spread over the providers."""

from collections.abc import Mapping
from math import ceil

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.demand_views.columns import OFFERS, ORGANIZATION
from matcher.analytics.demand_views.lorenz import lorenz
from matcher.analytics.demand_views.providers import Given, given_by_provider
from matcher.analytics.editions import Ground
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View, whoever
from matcher.analytics.wanted import OF_POSTS
from scoring.exposure import gini

TOP = 0.1
"""The part of the providers, those with most attention, whose share is told."""


def exposure(asked: Asked) -> Table:
    """One row for each provider with open offers, those with most attention first."""
    given = given_by_provider(asked)
    whole = sum(one.attention for one in given.values())
    order = sorted(given, key=lambda key: (-round(given[key].attention, 6), -given[key].offers, key))
    rows = [_row(key, given[key], whole) for key in order]
    counted = sum(one.suggestions for one in given.values())
    return Table((ORGANIZATION, OFFERS, SUGGESTIONS, FIRST, INTRODUCED, SHARE), rows, counted, _notes(given, whole))


def _row(key: str, given: Given, whole: float) -> tuple[Cell, ...]:
    share = round(given.attention / whole, 6) if whole else None
    return key, given.offers, given.suggestions, given.first, given.introduced, share


def _notes(given: Mapping[str, Given], whole: float) -> list[Message]:
    """What is told of the providers as a whole."""
    if not given:
        return []
    unseen = sum(not one.suggestions for one in given.values())
    unmet = sum(not one.introduced for one in given.values())
    notes = [
        Message("{count} of {all} providers are suggested to nobody.", count=unseen, all=len(given)),
        Message("{count} are introduced to nobody.", count=unmet),
    ]
    return [*_spread(given, whole), *notes] if whole else notes


def _spread(given: Mapping[str, Given], whole: float) -> list[Message]:
    amounts = sorted((one.attention for one in given.values()), reverse=True)
    top = ceil(TOP * len(amounts))
    return [
        Message(
            "The {count} providers with most attention, a tenth of all, have {share} % of it.",
            count=top,
            share=round(100 * sum(amounts[:top]) / whole),
        ),
        Message(
            "Gini coefficient: {gini} (0 where all have the same, 1 where one has all).", gini=round(gini(amounts), 2)
        ),
    ]


def curve(table: Table, telling: Telling) -> Chart:
    """The Lorenz curve of attention over providers."""
    place = [one.name for one in table.columns].index(SHARE.name)
    return lorenz(
        [float(row[place] or 0) for row in table.rows],
        across=Message("Providers, those with least attention first"),
        up=Message("Their share of the attention"),
        language=telling.language,
    )


SUGGESTIONS = Column(
    "suggestions", Kind.COUNT, Message("Suggestions"), Message("How often its offers are suggested at present.")
)
FIRST = Column("first", Kind.COUNT, Message("First places"), Message("How often one of them stands first."))
INTRODUCED = Column(
    "introduced", Kind.COUNT, Message("Introductions"), Message("How many of these suggestions led to an introduction.")
)
SHARE = Column(
    "share",
    Kind.SHARE,
    Message("Share of attention"),
    Message("Its part of all attention; a place draws less the lower it stands, as the ranking measures it."),
)
VIEW = View(
    name="exposure",
    title=Message("Exposure of providers"),
    caption=Message(
        "How the attention that suggestions draw is spread over the providers: the further the curve bends from the "
        "straight line, the fewer have most of it."
    ),
    table=exposure,
    rests_on=Ground.POSTS,
    same_for=whoever,
    drawings={"curve": curve},
    basis=lambda count: Message("{count:,} suggestions counted.", count=count),
    takes=OF_POSTS,
)
