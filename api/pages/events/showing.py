"""One event: what it is, who comes, what they bring, and what came of it."""

from dataclasses import dataclass

from fastapi import Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession
from api.pages.cards import Cards, PostCard
from api.pages.events.lines import DelegationLine, delegation_line, when, where
from api.pages.events.opened import HERE, Done
from api.pages.form_pages import plain_pages
from api.pages.public.lines import sector_names
from api.pages.visits import CurrentVisit, Visit
from matcher.events.finding import attending, the_event
from matcher.policy import may
from matcher.policy.events import EventAction, speaks_for
from matcher.posting.visibility import Post, may_read
from matcher.sources import source_of
from models import taxonomy
from models.event import Event
from models.event_delegation import DelegationState, posts_of
from models.meeting import STANDING, MeetingState, meetings_of
from models.offer import Offer
from models.organization import names_of
from models.request import Request

router = plain_pages()


@dataclass(frozen=True)
class EventPage:
    """An event; `own` are the delegations that the reader speaks for, `agreed` the agreements reached at its tables."""

    event: Event
    organization: str
    when: str
    where: str
    sectors: list[str]
    languages: list[str]
    countries: list[tuple[str, str]]
    source: str
    delegations: list[DelegationLine]
    own: list[DelegationLine]
    requests: list[PostCard]
    offers: list[PostCard]
    meetings: int
    agreed: int
    organizes: bool
    done: str


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, event_id: str, done: Done = "") -> Response:
    """One event."""
    return visit.page("events/show.html", _page(session, visit, the_event(session, visit.actor, event_id), done))


def _page(session: Session, visit: Visit, row: Event, done: str) -> EventPage:
    language, sides = visit.language, list(attending(session, row).values())
    coming = [one for one in sides if one.delegation.state == DelegationState.REGISTERED]
    meetings = [one.state for one in meetings_of(session, row.id) if one.state in STANDING]
    requests, offers = _brought(session, visit, row.id)
    return EventPage(
        event=row,
        organization=names_of(session, {row.organization})[row.organization],
        when=when(row, language),
        where=where(row, language),
        sectors=sector_names(row.sectors, language),
        languages=[taxonomy.language_name(code, language) for code in row.languages],
        countries=[(code, taxonomy.country_name(code, language)) for code in row.countries],
        source=source_of(row.source_document, row.source_section),
        delegations=[delegation_line(one, language) for one in coming],
        own=[delegation_line(one, language) for one in sides if speaks_for(visit.actor, one)],
        requests=requests,
        offers=offers,
        meetings=len(meetings),
        agreed=meetings.count(MeetingState.AGREED),
        organizes=may(visit.actor, EventAction.SEE_TIMETABLE, row),
        done=done,
    )


def _brought(session: Session, visit: Visit, event: str) -> tuple[list[PostCard], list[PostCard]]:
    """The requests and the offers of an event that the reader may see."""
    brought, cards = posts_of(session, event), Cards(session, visit.actor, visit.language)
    requests = _readable(session, visit, Request, [one.request for one in brought])
    offers = _readable(session, visit, Offer, [one.offer for one in brought])
    return list(cards.of(requests).values()), list(cards.of(offers).values())


def _readable(session: Session, visit: Visit, table: type[Post], keys: list[str | None]) -> list[Post]:
    chosen = select(table).where(col(table.id).in_(keys), may_read(table, visit.actor))
    return list(session.exec(chosen.order_by(col(table.title), col(table.id))))
