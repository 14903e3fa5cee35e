"""What the forms of a practice's page do with it: submit, publish, give back, take back, delete."""

from collections.abc import Callable

from fastapi import Response
from pydantic import Field

from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form, tried
from api.pages.practices.opened import HERE, FoundPractice, Opened, Sent, address
from api.pages.practices.showing import practice_page
from api.pages.visits import CurrentVisit
from matcher.policy.practices import PracticeAction
from matcher.practices.moving import move_practice
from matcher.practices.writing import delete_practice
from models.practice import PracticeState
from models.practice_schemas import PracticeMove

LISTED = "/practices"
router = form_pages()


class Returning(Step):
    """Why a practice goes back to its writers."""

    note: str = Field(min_length=3, max_length=2000)


def _moving(tail: str, done: str, state: PracticeState, action: PracticeAction) -> None:
    """A form that needs to know nothing but the version."""

    @router.post(f"{HERE}/{tail}")
    def move(sent: Sent) -> Response:
        sent.demanding(action)
        return _tried(sent, Step, lambda step: _moved(sent, step, PracticeMove(state=state)), done)


_moving("submit", "submitted", PracticeState.SUBMITTED, PracticeAction.SUBMIT)
_moving("publish", "published", PracticeState.PUBLISHED, PracticeAction.PUBLISH)
_moving("take-back", "taken-back", PracticeState.DRAFT, PracticeAction.TAKE_BACK)


@router.post(f"{HERE}/return")
def give_back(sent: Sent) -> Response:
    """Gives a submitted practice back to its writers, with the reason."""
    sent.demanding(PracticeAction.PUBLISH)

    def act(said: Returning) -> None:
        _moved(sent, said, PracticeMove(state=PracticeState.DRAFT, note=said.note))

    return _tried(sent, Returning, act, "returned")


@router.post(f"{HERE}/delete")
def delete(sent: Sent) -> Response:
    """Deletes a draft for good."""
    sent.demanding(PracticeAction.DELETE)
    visit, key = sent.visit, sent.practice.id

    def act(step: Step) -> None:
        delete_practice(sent.session, visit.actor, key, version=step.version, now=visit.now)

    return _tried(sent, Step, act, "deleted", back=LISTED)


def _moved(sent: Opened, step: Step, move: PracticeMove) -> None:
    move_practice(sent.session, sent.visit.actor, sent.practice.id, move, version=step.version, now=sent.visit.now)


def _tried(sent: Opened, shape: type[Step], act: Callable[..., None], done: str, back: str | None = None) -> Response:
    here = address(sent.practice)

    def act_and_go(said: Step) -> Response:
        act(said)
        return sent.visit.on_to(back or here, done=done)

    def again(form: Form, status: int) -> Response:
        return practice_page(sent.session, sent.visit, sent.practice, form, status)

    return tried(shape, sent.typed, sent.visit.language, act=act_and_go, again=again)


def _back(visit: CurrentVisit, practice: FoundPractice) -> Response:
    """Leads to the page who asks for the address of one of its forms, as after one that failed."""
    return visit.on_to(address(practice))


for _tail in ("submit", "publish", "take-back", "return", "delete"):
    router.get(f"{HERE}/{_tail}")(_back)
