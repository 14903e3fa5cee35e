"""Requests and offers: looked for, filtered and leafed through by everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Asked, Control, Search, Wish, asked
from api.pages.public.inviting import posts_here
from api.pages.public.lines import PostLine, post_lines
from api.pages.public.naming import named
from api.pages.visits import CurrentVisit, Visit
from api.post_filter import PostQuery
from matcher.catalogue import Filter, Order, Standing, list_posts
from matcher.policy.posts import AUTHORS
from models.offer import Offer
from models.request import Request

SHOWN = 20
FOR_ALL = (Standing.EXPIRED, Standing.ANY)
"""Where posts may stand that everybody sees, besides the open ones."""

router = plain_pages()


class BrowseQuery(PostQuery):
    """As in the API, but the newest first; `organization` is the one whose posts are looked for."""

    sort: Order = Order.NEWEST
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN
    organization: Annotated[str | None, Query(max_length=80)] = None

    def as_filter(self) -> Filter:
        """The same for the catalogue."""
        return replace(super().as_filter(), organization=self.organization)


@dataclass(frozen=True)
class BrowsePage:
    """Requests or offers as `kind` says; `next` is the cursor of the following ones, `loosened` are the wishes without
    which there would be something; `posts_here` whether the reader may post one, or would when signed in."""

    kind: str
    search: Search
    posts: list[PostLine]
    next: str | None
    loosened: list[Wish]
    posts_here: bool


@router.get("/requests")
def requests(visit: CurrentVisit, session: ReadSession) -> Response:
    """Requests that the reader may see."""
    return _answer(session, visit, Request)


@router.get("/offers")
def offers(visit: CurrentVisit, session: ReadSession) -> Response:
    """Offers that the reader may see."""
    return _answer(session, visit, Offer)


def _answer(session: Session, visit: Visit, table: type[Request] | type[Offer]) -> Response:
    wanted = asked(BrowseQuery, visit.request, visit.language)
    posts, following = _listed(session, visit, table, wanted.query)
    search = named(session, wanted.as_search(visit.request, _controls(visit), visit.language))
    page = BrowsePage(
        kind=f"{table.__name__.lower()}s",
        search=search,
        posts=post_lines(session, visit, posts),
        next=following,
        loosened=[] if posts else _loosened(session, visit, table, wanted, search.wishes),
        posts_here=posts_here(visit.actor, asks=table is Request),
    )
    return visit.page("public/posts.html", page, wanted.status)


def _listed(
    session: Session, visit: Visit, table: type[Request] | type[Offer], query: BrowseQuery
) -> tuple[Sequence[Request] | Sequence[Offer], str | None]:
    wanted, part = query.as_filter(), query.part
    if table is Request:
        return list_posts(session, Request, wanted, part, on=visit.today, actor=visit.actor)
    return list_posts(session, Offer, wanted, part, on=visit.today, actor=visit.actor)


def _loosened(
    session: Session,
    visit: Visit,
    table: type[Request] | type[Offer],
    wanted: Asked[BrowseQuery],
    wishes: Sequence[Wish],
) -> list[Wish]:
    """The wishes that keep all posts away: without one of them there is something."""
    fields = wanted.query.model_dump(exclude_unset=True, exclude={"after"}) | {"limit": 1}
    kept = {one.name: {name: value for name, value in fields.items() if name != one.name} for one in wishes}
    return [one for one in wishes if _listed(session, visit, table, BrowseQuery(**kept[one.name]))[0]]


def _controls(visit: Visit) -> list[Control]:
    language = visit.language
    standings = [one for one in Standing if one != Standing.OPEN] if visit.actor.signed_in else FOR_ALL
    found = [
        Control("text", typed=True, first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("country", choices.countries(language), first=True),
        Control("modality", choices.modalities(language)),
        Control("sdg", choices.goals(language)),
        Control("region", choices.regions(language)),
        Control("language", choices.languages(language)),
        Control("state", tuple((one.value, one.value) for one in standings)),
        Control("sort", ((Order.EXPIRES.value, Order.EXPIRES.value),)),
    ]
    return [*found, Control("own")] if visit.actor.has_role(*AUTHORS) else found
