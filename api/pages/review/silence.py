"""Posts before the silence rule: published by themselves unless a focal point objects in time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.cards import Cards, PostCard
from api.pages.form_pages import plain_pages
from api.pages.review.counts import Counts, counts
from api.pages.visits import CurrentVisit, Visit
from matcher.review.silence import Silent, list_silent
from models.offer import Offer
from models.request import Request

SHOWN = 25

router = plain_pages()


@dataclass(frozen=True)
class SilentRow:
    """A post with the time that is left to object."""

    kind: str
    post: PostCard
    version: int
    ends_at: datetime
    days_left: int


@dataclass(frozen=True)
class SilencePage:
    """What is published unless somebody objects, the nearest first; `done` is what was just decided."""

    counts: Counts
    rows: list[SilentRow]
    next: str | None
    done: str


@router.get("/review/silence")
def show(
    visit: CurrentVisit,
    session: ReadSession,
    after: Annotated[str | None, Query(max_length=300)] = None,
    done: Literal["published", "returned", ""] = "",
) -> Response:
    """What is about to be published."""
    found, following = list_silent(session, visit.actor, now=visit.now, after=after, limit=SHOWN)
    page = SilencePage(counts(session, visit), _rows(session, visit, found), following, done)
    return visit.page("review/silence.html", page)


def _rows(session: Session, visit: Visit, found: list[Silent]) -> list[SilentRow]:
    make = Cards(session, visit.actor, visit.language)
    requests = make.of([one.post for one in found if isinstance(one.post, Request)])
    offers = make.of([one.post for one in found if isinstance(one.post, Offer)])
    return [
        SilentRow(
            kind="requests" if isinstance(one.post, Request) else "offers",
            post=(requests if isinstance(one.post, Request) else offers)[one.post.id],
            version=one.post.version,
            ends_at=one.ends_at,
            days_left=one.days_left,
        )
        for one in found
    ]
