"""What a new offer would serve: a scenario, judged by tags alone."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.demand_views.columns import REQUEST
from matcher.analytics.demand_views.listed import FACTS, Listed, posts_of
from matcher.analytics.editions import Ground
from matcher.analytics.posts import NOT_YET, Alike, Tags, open_requests, total
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_POSTS, Wanted
from models.match import LIVE, Match
from models.request import Request
from scoring.tags import OTHERWISE, modality_fit, understands


def new_offer(asked: Asked) -> Table:
    """The open requests that an offer in a sector and a language would reach, the unmet ones first, then those with
    fewest suggestions, then the oldest; two queries. One row for each that the reader may see.

    The tags are compared as the ranking compares them: the same sector, the same or a near language, and where a
    modality is asked for the same or one that can stand in. An offer has no text yet, so no score is invented.
    """
    offer = asked.wanted
    if offer.sector is None or offer.language is None:
        return Table(COLUMNS, [], 0, [Message("Choose the sector and the language of the new offer.")])
    asking = asked.over(Wanted(sector=offer.sector, region=offer.region))
    reached = [one for one in open_requests(asking) if reaches(offer, one.tags)]
    suggestions = select(func.count()).where(Match.request == Request.id, col(Match.state).in_(LIVE)).scalar_subquery()
    listed = [one for one in posts_of(asking, Request, suggestions) if reaches(offer, one.tags)]
    listed.sort(key=lambda one: one.found)
    rows = [_row(asked, one) for one in listed]
    return Table(COLUMNS, rows, total(reached), _notes(reached, len(rows)))


def reaches(offer: Wanted, tags: Tags) -> bool:
    """Whether requests of these tags would be near an offer with the tags that are asked for."""
    understood = not tags.languages or any(understands(one, str(offer.language)) for one in tags.languages)
    wanted, way = tags.modalities, offer.modality
    possible = way is None or not wanted or any(modality_fit(one, way) > OTHERWISE for one in wanted)
    return offer.sector in tags.sectors and understood and possible


def _row(asked: Asked, one: Listed) -> tuple[Cell, ...]:
    shared = asked.wanted.language in one.tags.languages
    return one.id, *one.facts(asked.today), "shared" if shared else "near", *one.found


def _notes(reached: Sequence[Alike], named: int) -> list[Message]:
    unserved, hidden = total(one for one in reached if one.reached == NOT_YET), total(reached) - named
    notes = [Message("{count} of them have no suggestion at present.", count=unserved)] if reached else []
    if hidden:
        notes.append(Message("{count} more are only for their parties, and are not named.", count=hidden))
    return notes


UNDERSTOOD = Column(
    "understood",
    Kind.WORD,
    Message("Understood"),
    Message("Whether the requester works in the language of the offer, or in one near to it."),
    words={"shared": Message("in the same language"), "near": Message("in a near language")},
)
SUGGESTIONS = Column(
    "suggestions",
    Kind.COUNT,
    Message("Suggestions now"),
    Message("Offers that are suggested for it at present; none means that it is unmet."),
)
COLUMNS = (REQUEST, *FACTS, UNDERSTOOD, SUGGESTIONS)
VIEW = View(
    name="new-offer",
    title=Message("What a new offer would serve"),
    caption=Message(
        "Choose a sector and a language: the open requests that such an offer would be near, the unmet ones first. "
        "Only sector, language and way of working are compared; whether it is suggested then depends on its words, its "
        "country and its record as well."
    ),
    table=new_offer,
    rests_on=Ground.POSTS,
    basis=lambda count: Message("{count:,} open requests would be near.", count=count),
    takes=OF_POSTS,
)
