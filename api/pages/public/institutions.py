"""Institutions: who asks, offers and supports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.lists import MOST
from api.pages import choices
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.public.lines import ExchangeLine, PostLine, exchange_lines, post_lines
from api.pages.public.practices import PracticeLine, practice_lines
from api.pages.visits import CurrentVisit, Visit
from api.routes.organizations import OrganizationQuery
from matcher import catalogue
from matcher.catalogue import Filter, Order
from matcher.cursors import Part
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.exchanges.public import listed_form
from matcher.mechanisms import MechanismFilter, mechanisms
from matcher.organizations.finding import (
    OrganizationFilter,
    one_organization,
    organizations,
    shown,
    where_it_went,
)
from matcher.organizations.keeping import alike
from matcher.practices.finding import PracticeFilter, practices
from models import taxonomy
from models.mechanism import Mechanism
from models.offer import Offer
from models.organization import Organization, OrganizationKind, OrganizationPublic
from models.request import Request

SHOWN = 30
OF_EACH = 5
"""Posts, exchanges and practices of an institution that its page shows."""

router = plain_pages()


class BrowseQuery(OrganizationQuery):
    """As in the API."""

    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN


@dataclass(frozen=True)
class OrganizationLine:
    """An institution in a list."""

    id: str
    name: str
    acronym: str
    kind: str
    country: str


@dataclass(frozen=True)
class OrganizationsPage:
    """Institutions; `alike` are those whose names resemble what was looked for, where nothing else was found."""

    search: Search
    organizations: list[OrganizationLine]
    alike: list[tuple[str, str]]
    next: str | None


@dataclass(frozen=True)
class OrganizationPage:
    """An institution with the newest of what it asks, offers, has done, documented and supports."""

    organization: OrganizationPublic
    country: str
    languages: list[str]
    requests: list[PostLine]
    offers: list[PostLine]
    exchanges: list[ExchangeLine]
    practices: list[PracticeLine]
    mechanisms: Sequence[Mechanism]


@router.get("/organizations")
def browse(visit: CurrentVisit, session: ReadSession) -> Response:
    """Institutions by name, country and kind."""
    wanted = asked(BrowseQuery, visit.request, visit.language)
    query = wanted.query
    sought = OrganizationFilter(country=query.country, kind=query.kind, text=query.text)
    rows, following = organizations(session, visit.actor, sought, Part(query.sort, query.after, query.limit))
    near = alike(session, [query.text]) if query.text and not rows else []
    page = OrganizationsPage(
        search=wanted.as_search(visit.request, _controls(visit.language), visit.language),
        organizations=organization_lines(rows, visit.language),
        alike=[(one.id, one.name) for one in near],
        next=following,
    )
    return visit.page("public/organizations.html", page, wanted.status)


@router.get("/organizations/{organization_id}")
def show(visit: CurrentVisit, session: ReadSession, organization_id: str) -> Response:
    """One institution; the identifier of a merged one leads to where it went."""
    into = where_it_went(session, organization_id)
    if into is not None:
        return visit.on_to(f"/organizations/{into}")
    row = one_organization(session, visit.actor, organization_id)
    return visit.page("public/organization.html", _page(session, visit, row))


def organization_lines(rows: Sequence[Organization], language: str) -> list[OrganizationLine]:
    """The lines of institutions."""
    return [
        OrganizationLine(
            id=row.id,
            name=row.name,
            acronym=row.acronym or "",
            kind=row.kind,
            country=taxonomy.country_name(row.country, language) if row.country else "",
        )
        for row in rows
    ]


def _page(session: Session, visit: Visit, row: Organization) -> OrganizationPage:
    actor, language, part = visit.actor, visit.language, catalogue.Part(limit=OF_EACH, order=Order.NEWEST)
    posts = Filter(organization=row.id)
    asks, _ = catalogue.list_posts(session, Request, posts, part, on=visit.today, actor=actor)
    gives, _ = catalogue.list_posts(session, Offer, posts, part, on=visit.today, actor=actor)
    done, _ = list_exchanges(session, actor, ExchangeFilter(organization=row.id), limit=OF_EACH)
    told, _ = practices(session, actor, PracticeFilter(organization=row.id), Part("title", limit=OF_EACH))
    supports, _ = mechanisms(session, actor, MechanismFilter(organization=row.id), Part("name", limit=SHOWN))
    return OrganizationPage(
        organization=shown(actor, row),
        country=taxonomy.country_name(row.country, language) if row.country else "",
        languages=[taxonomy.language_name(code, language) for code in row.languages],
        requests=post_lines(session, visit, asks),
        offers=post_lines(session, visit, gives),
        exchanges=exchange_lines(session, visit, [listed_form(actor, one) for one in done]),
        practices=practice_lines(session, told, language),
        mechanisms=supports,
    )


def _controls(language: str) -> list[Control]:
    return [
        Control("text", typed=True, first=True),
        Control("country", choices.countries(language), first=True),
        Control("kind", tuple((one.value, one.value) for one in OrganizationKind), first=True),
    ]
