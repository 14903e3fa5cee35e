"""The page of two organizations side by side: are they one?"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession, WriteSession
from api.pages.administration.frame import router_at
from api.pages.administration.labels import KINDS_OF_ORGANIZATION
from api.pages.administration.register import HERE as REGISTER
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.organizations.finding import one_organization
from matcher.organizations.merging import merge_organizations
from matcher.organizations.pairs import Holdings, holdings, tell_apart
from matcher.policy import demand
from matcher.policy.services import ServiceAction
from models import taxonomy
from models.base import Identifier, Schema
from models.organization import Organization

PAGE = "administration/pair.html"
Key = Annotated[str, Query(min_length=1, max_length=80)]

router = router_at("/pairs")


class Two(Schema):
    """Two organizations; `kept` stays where they are merged."""

    kept: Identifier
    other: Identifier


@dataclass(frozen=True)
class Side:
    """One of the two, with all that belongs to it."""

    organization: Organization
    kind: str
    country: str
    languages: str
    holdings: Holdings


@dataclass(frozen=True)
class PairPage:
    """Both sides."""

    sides: tuple[Side, Side]
    form: Form = field(default_factory=Form)


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, one: Key, other: Key) -> Response:
    """Both side by side."""
    return visit.page(PAGE, _page(session, visit, one, other))


@router.post("/merge")
def merge(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Leads all of the other one to the one that is kept."""

    def act(two: Two) -> Response:
        merge_organizations(session, visit.actor, kept=two.kept, other=two.other, now=visit.now)
        return visit.on_to(REGISTER, done="merged")

    return _tried(visit, session, typed, act)


@router.post("/apart")
def apart(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Keeps the two from being proposed again."""

    def act(two: Two) -> Response:
        tell_apart(session, visit.actor, two.kept, two.other, now=visit.now)
        return visit.on_to(REGISTER, done="apart")

    return _tried(visit, session, typed, act)


def _tried(visit: Visit, session: Session, typed: Typed, act: Callable[[Two], Response]) -> Response:
    def again(form: Form, status: int) -> Response:
        page = _page(session, visit, str(typed.get("kept", "")), str(typed.get("other", "")))
        return visit.page(PAGE, replace(page, form=form), status)

    return tried(Two, typed, visit.language, act=act, again=again)


def _page(session: Session, visit: Visit, one: str, other: str) -> PairPage:
    demand(visit.actor, ServiceAction.SEE_ADMINISTRATION)
    rows = one_organization(session, visit.actor, one), one_organization(session, visit.actor, other)
    held = holdings(session, [one, other])
    return PairPage((_side(rows[0], held, visit.language), _side(rows[1], held, visit.language)))


def _side(row: Organization, held: dict[str, Holdings], language: str) -> Side:
    country = taxonomy.country_name(row.country, language) if row.country else ""
    tongues = ", ".join(taxonomy.language_name(one, language) for one in row.languages)
    kind = {str(kind): words for kind, words in KINDS_OF_ORGANIZATION.items()}.get(row.kind, row.kind)
    return Side(row, kind, country, tongues, held[row.id])
