"""The register of organizations: which are likely one, what was merged, who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import Query, Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession, WriteSession
from api.pages.administration.frame import router_at
from api.pages.administration.labels import KINDS_OF_ORGANIZATION
from api.pages.form_pages import Nothing
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.cursors import Part
from matcher.organizations.alikeness import AlikePair
from matcher.organizations.finding import OrganizationFilter, organizations
from matcher.organizations.keeping import add_organization
from matcher.organizations.merging import undo_merge
from matcher.organizations.pairs import latest_merges, likely_pairs
from matcher.policy import demand
from matcher.policy.services import ServiceAction
from models import taxonomy
from models.organization import MergedOrganization, Organization, OrganizationPost

HERE = "/administration/organizations"
PAGE = "administration/organizations.html"
PAIRS, SHOWN = 20, 30
SHORTEST = 2
DONE = {"merged", "restored", "apart"}

router = router_at("/organizations")


class Adding(OrganizationPost):
    """A new organization, and whether it is another one though its name is known."""

    force: bool = False


@dataclass(frozen=True)
class Naming:
    """An organization in a list."""

    id: str
    name: str
    country: str
    trusted: bool = False


@dataclass(frozen=True)
class PairRow:
    """Two that are likely one."""

    first: Naming
    second: Naming
    likeness: float


@dataclass(frozen=True)
class MergeRow:
    """What was merged into what, and when; it can be undone."""

    id: str
    name: str
    into: Naming
    at: datetime


@dataclass(frozen=True)
class RegisterPage:
    """The likeliest pairs out of `pairs_in_all`, what was found, and the newest merges."""

    pairs: list[PairRow]
    pairs_in_all: int
    text: str
    found: list[Naming]
    next: str | None
    merges: list[MergeRow]
    kinds: list[tuple[str, str]]
    countries: list[tuple[str, str]]
    adding: Form = field(default_factory=Form)
    form: Form = field(default_factory=Form)
    done: str | None = None


@router.get("")
def show(
    visit: CurrentVisit,
    session: ReadSession,
    text: Annotated[str, Query(max_length=100)] = "",
    after: str | None = None,
    done: str = "",
) -> Response:
    """What the register needs, and the organizations by name."""
    page = _page(session, visit, text.strip(), after)
    return visit.page(PAGE, replace(page, done=done if done in DONE else None))


@router.post("")
def add(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Adds an organization."""

    def act(wish: Adding) -> Response:
        wanted = OrganizationPost(**wish.model_dump(exclude={"force"}))
        row = add_organization(session, visit.actor, wanted, now=visit.now, force=wish.force)
        return visit.on_to(f"{HERE}/{row.id}", done="added")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), adding=form), status)

    return tried(Adding, with_lines(typed), visit.language, act=act, again=again)


@router.post("/{organization_id}/restore")
def restore(visit: CurrentVisit, session: WriteSession, organization_id: str, typed: Typed) -> Response:
    """Undoes a merge."""

    def act(_: Nothing) -> Response:
        undo_merge(session, visit.actor, organization_id, now=visit.now)
        return visit.on_to(HERE, done="restored")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), form=form), status)

    return tried(Nothing, typed, visit.language, act=act, again=again)


def with_lines(typed: dict[str, Any]) -> dict[str, Any]:
    """A form whose further names stand one a line."""
    if not isinstance(typed.get("aliases"), str):
        return typed
    return typed | {"aliases": [one.strip() for one in typed["aliases"].splitlines() if one.strip()]}


def kinds() -> list[tuple[str, str]]:
    """The kinds of organizations with their words, which are translated where they are shown."""
    return [(kind.value, words) for kind, words in KINDS_OF_ORGANIZATION.items()]


def countries(language: str) -> list[tuple[str, str]]:
    """The countries by name, after none."""
    named = [(code, taxonomy.country_name(code, language)) for code in taxonomy.countries()]
    return [("", ""), *sorted(named, key=lambda one: one[1])]


def _page(session: Session, visit: Visit, text: str = "", after: str | None = None) -> RegisterPage:
    demand(visit.actor, ServiceAction.SEE_ADMINISTRATION)
    pairs, merges = likely_pairs(session, visit.actor), latest_merges(session, visit.actor)
    named = _named(session, visit, [*_keys_of(pairs[:PAIRS]), *(one.into for one in merges)])
    wanted = OrganizationFilter(text=text if len(text) >= SHORTEST else None)
    found, following = organizations(session, visit.actor, wanted, Part("name", after, SHOWN))
    return RegisterPage(
        pairs=[PairRow(named[one.first], named[one.second], one.score / 100) for one in pairs[:PAIRS]],
        pairs_in_all=len(pairs),
        text=text,
        found=[_naming(one, visit) for one in found],
        next=following,
        merges=[_merge(one, named[one.into]) for one in merges],
        kinds=kinds(),
        countries=countries(visit.language),
        adding=Form({"kind": "public-institution"}),
    )


def _keys_of(pairs: Sequence[AlikePair]) -> list[str]:
    return [key for one in pairs for key in (one.first, one.second)]


def _named(session: Session, visit: Visit, keys: Sequence[str]) -> dict[str, Naming]:
    rows = session.exec(select(Organization).where(col(Organization.id).in_(set(keys))))
    return {one.id: _naming(one, visit) for one in rows}


def _naming(one: Organization, visit: Visit) -> Naming:
    country = taxonomy.country_name(one.country, visit.language) if one.country else ""
    return Naming(one.id, one.name, country, one.trusted)


def _merge(one: MergedOrganization, into: Naming) -> MergeRow:
    return MergeRow(one.id, str(one.content.get("name", one.id)), into, one.merged_at)
