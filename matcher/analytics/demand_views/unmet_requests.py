"""Unmet requests one by one: a list to act on."""

from sqlalchemy import func
from sqlmodel import col, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.demand_views.columns import REQUEST
from matcher.analytics.demand_views.helping import HELP, help_for, supply_of
from matcher.analytics.demand_views.listed import FACTS, posts_of, to_act_on
from matcher.analytics.editions import Ground
from matcher.analytics.posts import open_offers
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_POSTS, Wanted
from matcher.review.unmet import served
from models.match import Match
from models.request import Request


def unmet_requests(asked: Asked) -> Table:
    """One row for each unmet request that the reader may act on, the oldest first; two queries."""
    supply = supply_of(open_offers(asked.over(Wanted())))
    best = select(func.max(col(Match.score))).where(Match.request == Request.id).scalar_subquery()
    where = [~served(), *to_act_on(asked, Request)]
    rows = [
        (one.id, *one.facts(asked.today), score, help_for(one.tags, supply, was_suggested=score is not None).value)
        for one in posts_of(asked, Request, best, where=where)
        for score in one.found
    ]
    return Table((REQUEST, *FACTS, SCORE, ADVICE), rows, len(rows))


SCORE = Column(
    "score",
    Kind.NUMBER,
    Message("Best score"),
    Message("The best score among the offers that were once suggested for it; empty where none ever was."),
)
ADVICE = Column(
    "help",
    Kind.WORD,
    Message("What would help"),
    Message("By the sectors, languages and countries of the open offers, and what became of earlier suggestions."),
    words=HELP,
)
VIEW = View(
    name="unmet-requests",
    title=Message("Unmet requests"),
    caption=Message(
        "Each open request for which no offer is suggested, the longest open first, and what would help it. Focal "
        "points see those of their countries; no request is named to anybody whom it is not for."
    ),
    table=unmet_requests,
    rests_on=Ground.POSTS,
    basis=lambda count: Message("{count:,} requests.", count=count),
    takes=OF_POSTS,
)
