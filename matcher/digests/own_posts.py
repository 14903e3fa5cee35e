"""The posts and exchanges of one side that its digest speaks of."""

from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, union

from matcher.catalogue import is_live_on
from matcher.digests.sections.expiring import SOON
from matcher.digests.sections.items import STILL_ASKED
from matcher.digests.situation import NEWS
from matcher.policy import Actor
from matcher.posting.visibility import Post, is_joint
from matcher.review.visible import owned_by
from models.exchange import Exchange, ExchangeParticipant, ExchangeState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.organization import Organization, OrganizationKind
from models.request import Request


def expiring_posts(session: Session, actor: Actor, today: date) -> set[str]:
    """The side's live posts that expire soon."""
    return _expiring(session, Request, actor, today) | _expiring(session, Offer, actor, today)


def open_requests(session: Session, actor: Actor, today: date) -> set[str]:
    """The side's live requests."""
    return _mine(session, Request, actor, is_live_on(Request, today))


def _expiring(session: Session, table: type[Post], actor: Actor, today: date) -> set[str]:
    return _mine(session, table, actor, is_live_on(table, today), col(table.expires_on) <= today + SOON)


def _mine(session: Session, table: type[Post], actor: Actor, *where: ColumnElement[bool]) -> set[str]:
    """Those of an organization, those that it wrote for another, and joint requests of its country, of which something
    holds; each way to them by an index of its own."""
    own = actor.organization or ""
    ways: list[ColumnElement[bool]] = [col(table.organization) == own, col(table.posted_by) == own]
    if table is Request:
        ways.append(and_(is_joint(Request), owned_by(actor, Request)))
    return set(session.execute(union(*(select(table.id).where(one, *where) for one in ways))).scalars())


def asked_about(session: Session, actor: Actor, now: datetime) -> set[str]:
    """The requests of which the side is asked whether the need was met."""
    asked = select(NeedQuestion.request).join(Request, col(Request.id) == NeedQuestion.request)
    still = (col(NeedQuestion.answer).is_(None), col(NeedQuestion.asked_at) >= now - STILL_ASKED)
    return set(session.exec(asked.where(*still, owned_by(actor, Request))))


def territorial_posts(session: Session, actor: Actor, *, now: datetime) -> set[str]:
    """The posts that territories of the actor's country put forward in the last week, or that wait for its word."""
    found = set[str]()
    for table in (Request, Offer) if actor.window else ():
        chosen = select(table.id).join(Organization, col(Organization.id) == table.organization)
        theirs = (col(Organization.kind) == OrganizationKind.SUBNATIONAL_GOVERNMENT, table.country == actor.window)
        for put in (col(table.window_until).is_not(None), col(table.submitted_at) > now - NEWS):
            found.update(session.exec(chosen.where(*theirs, col(table.posted_by).is_(None), put)))
    return found


def running_exchanges(session: Session, actor: Actor) -> set[str]:
    """The running exchanges in which the side takes part."""
    sides = [col(ExchangeParticipant.organization) == (actor.organization or "")]
    if actor.window is not None:
        sides.append(col(ExchangeParticipant.country) == actor.window)
    chosen = select(Exchange.id).join(ExchangeParticipant, col(ExchangeParticipant.exchange) == Exchange.id)
    return set(session.exec(chosen.where(Exchange.state == ExchangeState.RUNNING, or_(*sides))))
