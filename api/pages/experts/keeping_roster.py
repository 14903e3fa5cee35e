"""The form of a roster, and where a place on one is found."""

from dataclasses import dataclass

from fastapi import Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.experts.opened import ROSTER, SignedForm
from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form, emptied
from api.pages.visits import CurrentVisit
from matcher.errors import NotFoundError
from matcher.experts.keeping import own_organization
from matcher.experts.rosters import add_roster, edit_roster, the_roster
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.experts import RosterAction
from models.community import Community
from models.mechanism import all_mechanisms
from models.roster import Placement, Roster, RosterPost, RosterUpdate

NEW = "/rosters/new"
KEPT = frozenset({"language", "name", "aim"})
"""Fields that a roster always has."""

router = form_pages()


class Saving(Step, RosterUpdate):
    """What the form of a roster sends."""


@dataclass(frozen=True)
class RosterFormPage:
    """The form of a new roster, or of one that is there."""

    roster: Roster | None
    saves: str
    written_in: Options
    countries: Options
    sectors: Options
    mechanisms: Options
    communities: Options
    form: Form


@router.get(NEW)
def write(visit: CurrentVisit, session: ReadSession) -> Response:
    """An empty form."""
    demand(visit.actor, AccountAction.SEE_OWN)
    demand(visit.actor, RosterAction.CREATE, own_organization(session, visit.actor, None))
    page = _page(session, visit.language, Form({"language": visit.language}))
    return visit.page("experts/roster-form.html", page)


@router.post(NEW)
def create(sent: SignedForm) -> Response:
    """Begins a roster."""

    def act(wanted: RosterPost) -> str:
        return f"/rosters/{add_roster(sent.session, sent.actor, wanted, now=sent.visit.now).id}"

    def again(form: Form, status: int) -> Response:
        page = _page(sent.session, sent.visit.language, form)
        return sent.visit.page("experts/roster-form.html", page, status)

    return sent.led(RosterPost, act, done="added", again=again)


@router.get(f"{ROSTER}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, roster_id: str) -> Response:
    """The form with what is said of a roster."""
    demand(visit.actor, AccountAction.SEE_OWN)
    row = the_roster(session, visit.actor, roster_id, RosterAction.KEEP)
    said = {name: value for name, value in row.model_dump().items() if value is not None}
    return visit.page("experts/roster-form.html", _page(session, visit.language, Form(said), row))


@router.post(f"{ROSTER}/edit")
def change(sent: SignedForm, roster_id: str) -> Response:
    """Saves what is said of a roster."""

    def act(said: Saving) -> str:
        given = said.model_dump(exclude={"version"}, exclude_unset=True)
        update = RosterUpdate.model_validate({**emptied(RosterUpdate, KEPT), **given})
        edit_roster(sent.session, sent.actor, roster_id, update, version=said.version, now=sent.visit.now)
        return f"/rosters/{roster_id}"

    def again(form: Form, status: int) -> Response:
        row = the_roster(sent.session, sent.actor, roster_id, RosterAction.KEEP)
        page = _page(sent.session, sent.visit.language, form, row)
        return sent.visit.page("experts/roster-form.html", page, status)

    return sent.led(Saving, act, done="saved", again=again)


@router.get("/placements/{placement_id}")
def where(visit: CurrentVisit, session: ReadSession, placement_id: str) -> Response:
    """Leads to the roster of a place."""
    row = session.get(Placement, placement_id)
    if row is None:
        raise NotFoundError("placement", placement_id)
    return visit.on_to(f"/rosters/{the_roster(session, visit.actor, row.roster).id}")


def _page(session: Session, language: str, form: Form, row: Roster | None = None) -> RosterFormPage:
    networks = session.exec(select(Community.id, Community.name).order_by(col(Community.name)))
    return RosterFormPage(
        roster=row,
        saves=f"/rosters/{row.id}/edit" if row else NEW,
        written_in=choices.languages(language),
        countries=choices.countries(language),
        sectors=choices.sectors(language),
        mechanisms=tuple((one.id, one.name) for one in all_mechanisms(session)),
        communities=tuple((key, name) for key, name in networks),
        form=form,
    )
