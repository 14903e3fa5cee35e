"""The page of one organization: edited, trusted, with its story."""

from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession, WriteSession
from api.pages.administration.frame import StoryRow, router_at, told_rows
from api.pages.administration.register import HERE, countries, kinds, with_lines
from api.pages.form_pages import Step
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.organizations.finding import one_organization
from matcher.organizations.keeping import edit_organization
from matcher.organizations.pairs import Holdings, holdings
from matcher.policy import demand
from matcher.policy.services import ServiceAction
from matcher.posting.trust import set_trust
from matcher.trail import trail
from models import taxonomy
from models.base import Schema
from models.organization import Organization, OrganizationUpdate

PAGE = "administration/organization.html"
DONE = {"added", "saved", "trusted", "untrusted"}
EMPTIED = ("acronym", "website", "contact")
"""Fields that an empty text removes."""
EDITED = ("name", "acronym", "kind", "country", "territory", "website", "contact", "languages")

router = router_at("/organizations/{organization_id}")


class Editing(Step, OrganizationUpdate):
    """What to change, and the version that was read."""

    def given(self) -> dict[str, Any]:
        """The fields that were given."""
        return self.model_dump(exclude_unset=True, exclude={"version"})


class Trusting(Schema):
    """Whether its posts are published without a time to object."""

    trusted: bool


@dataclass(frozen=True)
class OrganizationPage:
    """An organization with what belongs to it; `done` names what was just done."""

    organization: Organization
    holdings: Holdings
    history: list[StoryRow]
    kinds: list[tuple[str, str]]
    countries: list[tuple[str, str]]
    languages: list[tuple[str, str]]
    editing: Form
    form: Form = field(default_factory=Form)
    done: str | None = None


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, organization_id: str, done: str = "") -> Response:
    """The organization."""
    return visit.page(PAGE, replace(_page(session, visit, organization_id), done=done if done in DONE else None))


@router.post("")
def edit(visit: CurrentVisit, session: WriteSession, organization_id: str, typed: Typed) -> Response:
    """Changes it."""
    whole: dict[str, Any] = dict.fromkeys(EMPTIED, "") | {"aliases": [], "languages": []} | with_lines(typed)

    def act(wish: Editing) -> Response:
        changes = OrganizationUpdate(**wish.given())
        edit_organization(session, visit.actor, organization_id, changes, version=wish.version, now=visit.now)
        return visit.on_to(f"{HERE}/{organization_id}", done="saved")

    def again(form: Form, status: int) -> Response:
        shown = replace(form, typed=dict(form.typed) | {"aliases": typed.get("aliases", "")})
        return visit.page(PAGE, replace(_page(session, visit, organization_id), editing=shown), status)

    return tried(Editing, whole, visit.language, act=act, again=again)


@router.post("/trust")
def trust(visit: CurrentVisit, session: WriteSession, organization_id: str, typed: Typed) -> Response:
    """Trusts it, or no longer."""

    def act(wish: Trusting) -> Response:
        set_trust(session, visit.actor, organization_id, trusted=wish.trusted, now=visit.now)
        return visit.on_to(f"{HERE}/{organization_id}", done="trusted" if wish.trusted else "untrusted")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit, organization_id), form=form), status)

    return tried(Trusting, typed, visit.language, act=act, again=again)


def _page(session: Session, visit: Visit, key: str) -> OrganizationPage:
    demand(visit.actor, ServiceAction.SEE_ADMINISTRATION)
    row = one_organization(session, visit.actor, key)
    tongues = [(code, taxonomy.language_name(code, visit.language)) for code in taxonomy.languages()]
    filled = {name: getattr(row, name) or "" for name in EDITED} | {"aliases": "\n".join(row.aliases)}
    return OrganizationPage(
        organization=row,
        holdings=holdings(session, [key])[key],
        history=told_rows(trail(session, visit.actor, "organization", key))[:50],
        kinds=kinds(),
        countries=countries(visit.language),
        languages=sorted(tongues, key=lambda one: one[1]),
        editing=Form(filled),
    )
