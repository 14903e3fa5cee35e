"""What is new in one reader's communities, as far as its digest speaks of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from matcher.catalogue import is_live_on
from matcher.communities.belonging import belongs, of_community
from matcher.communities.news import new_practices, new_remarks
from matcher.digests.reading import present_circles
from matcher.digests.sections import SECTIONS
from matcher.digests.sections.community import MOST_NEWS
from matcher.digests.sections.items import TOLD_IN_FULL
from matcher.digests.situation import NEWS, Situation
from matcher.policy import Actor
from matcher.policy.communities import moderates, takes_part
from matcher.posting.visibility import Post
from models.code_order import CodeOrder
from models.likely import likely
from models.membership import Circle
from models.offer import Offer
from models.request import Request


@dataclass(frozen=True)
class News:
    """The keys of what was said and published in the last week, and which of them are posts, which requests."""

    told: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    requests: set[str] = field(default_factory=set)


def news_for(session: Session, actor: Actor, bare: Situation) -> News:
    """What is new for somebody in the communities in which he takes part or keeps order."""
    if "community" not in SECTIONS.get(actor.role or "", {}):
        return News()
    every, since = present_circles(session, on=bare.today), bare.now - NEWS
    mine = [one for one in every if takes_part(actor, one)]
    heard = {one.id for one in every if takes_part(actor, one) or moderates(actor, one)}
    if not heard:
        return News()
    remarks = {row.id for row, _ in new_remarks(session, since=since) if row.community in heard}
    practices = {one.id for one in new_practices(session, since=since) if any(belongs(one, of) for of in mine)}
    requests = set(_newest(session, Request, actor, mine, bare))
    offers = set(_newest(session, Offer, actor, mine, bare))
    return News(remarks | practices | requests | offers, requests | offers, requests)


def _newest(
    session: Session, table: type[Post], actor: Actor, mine: Iterable[Circle], bare: Situation
) -> Iterator[str]:
    """Of each community the newest posts of others that a mail may tell, as many as a digest tells in all. A database
    begins with what is new: a community of countries has most of the region's posts."""
    told = (col(table.visibility).in_(TOLD_IN_FULL), col(table.organization) != (actor.organization or ""))
    fresh = (is_live_on(table, bare.today), col(table.published_at) > bare.now - NEWS)
    order = (col(table.published_at).desc(), CodeOrder(col(table.id)).desc())
    for circle in mine:
        chosen = select(table.id).where(likely(of_community(table, circle)), *told, *fresh)
        yield from session.exec(chosen.order_by(*order).limit(MOST_NEWS))
