"""Writes practices: a draft of one's organization's, changed until it is submitted."""

from typing import Any

from fastapi import Response

from api.dependencies import ReadSession, WriteSession
from api.pages.form_pages import form_pages
from api.pages.forms import Form, Typed, tried
from api.pages.practices.form import at_fields, form_page, shown, words_of
from api.pages.practices.opened import HERE, FoundPractice, address, read_lines
from api.pages.practices.sent import Sent
from api.pages.visits import CurrentVisit, Visit
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import the_practice
from matcher.practices.moving import move_practice
from matcher.practices.writing import add_practice, edit_practice, organization_to_write_for, require_draft
from models.practice import Practice, PracticeState
from models.practice_schemas import TRANSLATED, PracticeMove, PracticePost, PracticeUpdate

NEW = "/practices/new"
SUBMIT = "submit"
KEPT = ("language", "contact_visibility")
"""Fields that a practice always has: left out, they stay as they are."""

router = form_pages()


@router.get(NEW)
def write(visit: CurrentVisit, session: ReadSession) -> Response:
    """An empty form."""
    _demand_to_write(visit, session)
    return shown(visit, form_page(visit, NEW, Form({"language": visit.language, "contact_visibility": "members"})))


@router.post(NEW)
def create(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Stores a draft and, where that is wished, puts it before the focal point."""
    _demand_to_write(visit, session)

    def act(wanted: PracticePost) -> Response:
        row = add_practice(session, visit.actor, wanted, now=visit.now)
        return after_saving(visit, session, row, typed)

    def again(form: Form, status: int) -> Response:
        return shown(visit, form_page(visit, NEW, at_fields(typed, form.wrong)), status)

    return tried(PracticePost, read_lines(typed), visit.language, act=act, again=again)


@router.get(f"{HERE}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, practice: FoundPractice) -> Response:
    """The form with the words of a draft."""
    the_practice(session, visit.actor, practice.id, PracticeAction.EDIT)
    require_draft(practice)
    return shown(visit, _page(visit, session, practice, Form(words_of(practice))))


@router.post(f"{HERE}/edit")
def change(sent: Sent) -> Response:
    """Saves a draft again."""
    sent.demanding(PracticeAction.EDIT)
    visit, session, practice, typed = sent.visit, sent.session, sent.practice, sent.typed
    version = str(typed.get("version", ""))

    def act(update: PracticeUpdate) -> Response:
        number = int(version) if version.isdigit() and len(version) < 10 else 0
        row = edit_practice(session, visit.actor, practice.id, update, version=number, now=visit.now)
        return after_saving(visit, session, row, typed)

    def again(form: Form, status: int) -> Response:
        return shown(visit, _page(visit, session, practice, at_fields(typed, form.wrong)), status)

    return tried(PracticeUpdate, _whole(typed, practice), visit.language, act=act, again=again)


def after_saving(visit: Visit, session: WriteSession, practice: Practice, typed: Typed) -> Response:
    """Goes to the page of a draft that was saved, and submits it before where that is wished."""
    wishes = typed.get("then") == SUBMIT and practice.state == PracticeState.DRAFT
    if wishes:
        move = PracticeMove(state=PracticeState.SUBMITTED)
        move_practice(session, visit.actor, practice.id, move, version=practice.version, now=visit.now)
    return visit.on_to(address(practice), done="submitted" if wishes else "saved")


def _demand_to_write(visit: Visit, session: ReadSession) -> None:
    """Raises what `demand` raises where the reader may not write one."""
    demand(visit.actor, AccountAction.SEE_OWN)
    organization_to_write_for(session, visit.actor)


def _page(visit: Visit, session: ReadSession, practice: Practice, form: Form) -> Any:  # noqa: ANN401
    first = session.get(Practice, practice.translation_of) if practice.translation_of else None
    return form_page(visit, f"{address(practice)}/edit", form, practice=practice, first=first)


def _whole(typed: Typed, practice: Practice) -> dict[str, Any]:
    """All fields of the practice: those left empty in the form are emptied."""
    fields = {
        name: one
        for name, one in PracticeUpdate.model_fields.items()
        if name not in KEPT and (practice.translation_of is None or name in TRANSLATED)
    }
    empty = {name: [] if "list[" in str(one.annotation) else "" for name, one in fields.items()}
    return {**empty, **read_lines(typed)}
