"""Those who run a mechanism announce its calls, change them and archive them."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Response
from pydantic import ValidationInfo, field_validator

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.form_pages import Sent, Step, form_pages
from api.pages.forms import Form
from api.pages.visits import CurrentVisit, Visit
from matcher.calls.editing import archive_call, create_call, edit_call, editable_call, the_mechanism
from models.mechanism import Mechanism
from models.proposal_call import Clearable, ProposalCall, ProposalCallPost, ProposalCallUpdate

PAGE = "calls/form.html"
NEW = "/mechanisms/{mechanism_id}/calls/new"
HERE = "/calls/{call_id}"
LINES = ("criteria", "papers")
"""The fields that the page writes line by line."""
router = form_pages()
SentForm = Annotated[Sent, Depends()]


class Announcing(ProposalCallPost):
    """A call as the page sends it: criteria and papers line by line, a weight behind a criterion's last comma."""

    @field_validator(*LINES, mode="before")
    @classmethod
    def _by_lines(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
        lines = [one.strip() for text in value for one in str(text).splitlines() if one.strip()]
        return lines if info.field_name != "criteria" else [_criterion(one) for one in lines]


def _criterion(line: str) -> dict[str, Any]:
    text, _, weight = line.rpartition(",")
    number = weight.strip().removesuffix("%").strip()
    return {"text": text.strip(), "weight": int(number)} if text and number.isdecimal() else {"text": line.strip()}


class Saving(Step, Announcing):
    """The same for a call that is there."""


class Archiving(Step):
    """Whether it is archived."""

    archived: bool


@dataclass(frozen=True)
class CallFormPage:
    """The form of a new call, or of the one that is there."""

    mechanism: Mechanism
    call: ProposalCall | None
    countries: Options
    sectors: Options
    modalities: Options
    form: Form = field(default_factory=Form)


@router.get(NEW)
def write(visit: CurrentVisit, session: ReadSession, mechanism_id: str) -> Response:
    """An empty form."""
    mechanism = the_mechanism(session, visit.actor, mechanism_id)
    return visit.page(PAGE, _page(visit, mechanism, None, Form()))


@router.post(NEW)
def announce(sent: SentForm, mechanism_id: str) -> Response:
    """Announces a call."""
    mechanism = the_mechanism(sent.session, sent.actor, mechanism_id)

    def act(said: Announcing) -> str:
        wanted = ProposalCallPost(**said.model_dump() | {"mechanism": mechanism_id})
        return f"/calls/{create_call(sent.session, sent.actor, wanted, now=sent.visit.now).id}"

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, _page(sent.visit, mechanism, None, form), status)

    return sent.led(Announcing, act, done="saved", again=again)


@router.get(f"{HERE}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, call_id: str) -> Response:
    """The form with the words of a call."""
    found = editable_call(session, visit.actor, call_id)
    return visit.page(PAGE, _page(visit, found.mechanism, found.call, Form(_typed(found.call))))


@router.post(f"{HERE}/edit")
def change(sent: SentForm, call_id: str) -> Response:
    """Saves a call: what the form leaves empty is empty."""
    found = editable_call(sent.session, sent.actor, call_id)

    def act(said: Saving) -> object:
        given = said.model_dump(exclude={"version", "mechanism"}, exclude_unset=True)
        empty = [one for one in Clearable if not given.get(one)]
        fields = {name: value for name, value in given.items() if value or name == "rolling"}
        wanted = ProposalCallUpdate(**{"rolling": False} | fields, clear=empty)
        return edit_call(sent.session, sent.actor, call_id, wanted, version=said.version, now=sent.visit.now)

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, _page(sent.visit, found.mechanism, found.call, form), status)

    return sent.tried(Saving, act, to=f"/calls/{call_id}", done="saved", again=again)


@router.post(f"{HERE}/archive")
def archive(sent: SentForm, call_id: str) -> Response:
    """Archives a call, or brings it back."""
    found = editable_call(sent.session, sent.actor, call_id)

    def act(said: Archiving) -> object:
        now, version = sent.visit.now, said.version
        return archive_call(sent.session, sent.actor, call_id, archived=said.archived, version=version, now=now)

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, _page(sent.visit, found.mechanism, found.call, form), status)

    return sent.tried(Archiving, act, to=f"/calls/{call_id}", done="saved", again=again)


def _typed(row: ProposalCall) -> dict[str, Any]:
    typed = {name: value for name, value in row.model_dump(mode="json").items() if value is not None}
    criteria = (f"{one['text']}, {one['weight']} %" if one.get("weight") else one["text"] for one in row.criteria)
    return typed | {"criteria": "\n".join(criteria), "papers": "\n".join(row.papers)}


def _page(visit: Visit, mechanism: Mechanism, row: ProposalCall | None, form: Form) -> CallFormPage:
    language = visit.language
    options = choices.countries(language), choices.sectors(language), choices.modalities(language)
    return CallFormPage(mechanism, row, *options, form)
