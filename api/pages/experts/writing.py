"""The form of an expert's profile."""

from dataclasses import dataclass
from typing import Any

from fastapi import Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.experts.opened import EXPERT, SignedForm
from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form, emptied
from api.pages.visits import CurrentVisit, Visit
from matcher.experts.finding import the_expert
from matcher.experts.keeping import WHO, add_expert, edit_expert, own_organization
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.experts import ExpertAction
from models.expert import Expert, ExpertState
from models.expert_schemas import ExpertPost, ExpertUpdate
from models.mechanism import all_mechanisms
from models.organization import Organization

NEW = "/experts/new"
KEPT = frozenset({"language", "contact_visibility", "title"}) | WHO
"""Fields that a profile always has: left out, they stay as they are."""
MOST = 200
"""Organizations of the keeper's country among which the employer is chosen."""

router = form_pages()


class Saving(Step, ExpertUpdate):
    """What the form of a profile sends."""


@dataclass(frozen=True)
class ExpertFormPage:
    """The form of a new profile, or of one that is there; `names` where it says who it is."""

    expert: Expert | None
    names: bool
    saves: str
    written_in: Options
    countries: Options
    sectors: Options
    employers: Options
    mechanisms: Options
    form: Form


@router.get(NEW)
def write(visit: CurrentVisit, session: ReadSession) -> Response:
    """An empty form."""
    demand(visit.actor, AccountAction.SEE_OWN)
    organization = own_organization(session, visit.actor, None)
    demand(visit.actor, ExpertAction.CREATE, organization)
    form = Form({"language": visit.language, "contact_visibility": "members", "country": organization.country or ""})
    return visit.page("experts/form.html", _page(session, visit, form))


@router.post(NEW)
def create(sent: SignedForm) -> Response:
    """Stores a profile, which its keeper alone sees."""

    def act(wanted: ExpertPost) -> str:
        return f"/experts/{add_expert(sent.session, sent.actor, wanted, now=sent.visit.now).id}"

    def again(form: Form, status: int) -> Response:
        return sent.visit.page("experts/form.html", _page(sent.session, sent.visit, form), status)

    return sent.led(ExpertPost, act, done="added", again=again)


@router.get(f"{EXPERT}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, expert_id: str) -> Response:
    """The form with what is said of an expert."""
    demand(visit.actor, AccountAction.SEE_OWN)
    row = the_expert(session, visit.actor, expert_id, ExpertAction.EDIT)
    said = {name: _typed(value) for name, value in row.model_dump().items() if value is not None}
    return visit.page("experts/form.html", _page(session, visit, Form(said), row))


@router.post(f"{EXPERT}/edit")
def change(sent: SignedForm, expert_id: str) -> Response:
    """Saves what is said of an expert."""

    def act(said: Saving) -> str:
        given = said.model_dump(exclude={"version"}, exclude_unset=True)
        update = ExpertUpdate.model_validate({**emptied(ExpertUpdate, KEPT), **given})
        edit_expert(sent.session, sent.actor, expert_id, update, version=said.version, now=sent.visit.now)
        return f"/experts/{expert_id}"

    def again(form: Form, status: int) -> Response:
        row = the_expert(sent.session, sent.actor, expert_id, ExpertAction.EDIT)
        return sent.visit.page("experts/form.html", _page(sent.session, sent.visit, form, row), status)

    return sent.led(Saving, act, done="saved", again=again)


def _typed(value: Any) -> Any:  # noqa: ANN401
    return value.isoformat() if hasattr(value, "isoformat") else value


def _page(session: Session, visit: Visit, form: Form, row: Expert | None = None) -> ExpertFormPage:
    language = visit.language
    country = visit.actor.country
    return ExpertFormPage(
        expert=row,
        names=row is None or row.state == ExpertState.DRAFT,
        saves=f"/experts/{row.id}/edit" if row else NEW,
        written_in=choices.languages(language),
        countries=choices.countries(language),
        sectors=choices.sectors(language),
        employers=_employers(session, country),
        mechanisms=tuple((one.id, one.name) for one in all_mechanisms(session)),
        form=form,
    )


def _employers(session: Session, country: str | None) -> Options:
    chosen = select(Organization.id, Organization.name).where(col(Organization.country) == country)
    return tuple((key, name) for key, name in session.exec(chosen.order_by(col(Organization.name)).limit(MOST)))
