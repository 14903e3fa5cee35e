"""Idle offers one by one: a list to act on."""

from sqlmodel import col

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.demand_views.columns import OFFER, ORGANIZATION
from matcher.analytics.demand_views.listed import FACTS, Listed, posts_of, to_act_on
from matcher.analytics.editions import Ground
from matcher.analytics.posts import ENDORSED, INTRODUCED, NOT_YET, SUGGESTED, ever_reached
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_POSTS
from models.offer import Offer

REACHED = {NOT_YET: "never", SUGGESTED: "suggested", ENDORSED: "endorsed"}
"""How far an idle offer has come, as a code."""


def idle_offers(asked: Asked) -> Table:
    """One row for each offer whose provider was never introduced, those never suggested first, then the oldest."""
    where = [ever_reached() < INTRODUCED, *to_act_on(asked, Offer)]
    found = list(posts_of(asked, Offer, col(Offer.organization), ever_reached(), where=where))
    rows = [_row(asked, one) for one in sorted(found, key=lambda one: int(one.found[1]))]
    return Table((OFFER, ORGANIZATION, *FACTS, FURTHEST), rows, len(rows))


def _row(asked: Asked, one: Listed) -> tuple[Cell, ...]:
    organization, reached = one.found
    return one.id, organization, *one.facts(asked.today), REACHED[reached]


FURTHEST = Column(
    "furthest",
    Kind.WORD,
    Message("How far it came"),
    Message("The furthest that any suggestion of the offer has come."),
    words={
        "never": Message("Never suggested"),
        "suggested": Message("Suggested, never endorsed"),
        "endorsed": Message("Endorsed, never introduced"),
    },
)
VIEW = View(
    name="idle-offers",
    title=Message("Idle offers"),
    caption=Message(
        "Each open offer whose provider was never introduced to anybody, those never suggested first. Focal points see "
        "those of their countries; no offer is named to anybody whom it is not for."
    ),
    table=idle_offers,
    rests_on=Ground.POSTS,
    basis=lambda count: Message("{count:,} offers.", count=count),
    takes=OF_POSTS,
)
