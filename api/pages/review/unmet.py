"""Open requests that nobody is suggested for."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.cards import Cards, PostCard
from api.pages.form_pages import plain_pages
from api.pages.review.counts import Counts, counts
from api.pages.visits import CurrentVisit, Visit
from matcher.review.reasons import REASON_TEXTS
from matcher.review.rows import sees_post
from matcher.review.unmet import PastSuggestion, list_unmet, past_suggestions
from models.decision import Reason
from models.organization import names_of
from models.request import Request

SHOWN = 25

router = plain_pages()


@dataclass(frozen=True)
class Past:
    """An offer that was suggested once and is not any more, with the state and the reason."""

    offer: str
    title: str
    language: str
    organization: str
    state: str
    reason: str


@dataclass(frozen=True)
class UnmetRow:
    """A request without any suggestion, since how many days it is open."""

    request: PostCard
    days: int
    expires_on: date | None
    past: list[Past]


@dataclass(frozen=True)
class UnmetPage:
    """The needs that nobody serves, the oldest first."""

    counts: Counts
    rows: list[UnmetRow]
    next: str | None


@router.get("/review/unmet")
def show(
    visit: CurrentVisit, session: ReadSession, after: Annotated[str | None, Query(max_length=300)] = None
) -> Response:
    """What nobody serves."""
    found, following = list_unmet(session, visit.actor, on=visit.today, after=after, limit=SHOWN)
    page = UnmetPage(counts(session, visit), _rows(session, visit, list(found)), following)
    return visit.page("review/unmet.html", page)


def _rows(session: Session, visit: Visit, found: list[Request]) -> list[UnmetRow]:
    cards = Cards(session, visit.actor, visit.language).of(found)
    past = past_suggestions(session, visit.actor, [one.id for one in found])
    names = names_of(session, {one.found.offer.organization for ones in past.values() for one in ones})
    return [
        UnmetRow(
            request=cards[one.id],
            days=(visit.today - (one.published_at or one.created_at).date()).days,
            expires_on=one.expires_on,
            past=[_past(visit, one, names) for one in past.get(one.id, [])],
        )
        for one in found
    ]


def _past(visit: Visit, one: PastSuggestion, names: dict[str, str]) -> Past:
    offer = one.found.offer
    return Past(
        offer=offer.id,
        title=offer.title if sees_post(visit.actor, one.found, offer) else "",
        language=offer.language,
        organization=names[offer.organization],
        state=one.found.match.state,
        reason=REASON_TEXTS[Reason(one.reason)] if one.reason else "",
    )
