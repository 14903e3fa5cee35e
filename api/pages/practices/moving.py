"""What the forms of a practice's page do with it: submit, publish, give back, take back, delete."""

from fastapi import Response
from pydantic import Field

from api.pages.form_pages import Step, form_pages, lead_back
from api.pages.practices.opened import HERE, found
from api.pages.practices.sent import Opened, Sent
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
        return sent.tried_here(Step, lambda step: _moved(sent, step, PracticeMove(state=state)), done)


_moving("submit", "submitted", PracticeState.SUBMITTED, PracticeAction.SUBMIT)
_moving("publish", "published", PracticeState.PUBLISHED, PracticeAction.PUBLISH)
_moving("take-back", "taken-back", PracticeState.DRAFT, PracticeAction.TAKE_BACK)


@router.post(f"{HERE}/return")
def give_back(sent: Sent) -> Response:
    """Gives a submitted practice back to its writers, with the reason."""
    sent.demanding(PracticeAction.PUBLISH)

    def act(said: Returning) -> None:
        _moved(sent, said, PracticeMove(state=PracticeState.DRAFT, note=said.note))

    return sent.tried_here(Returning, act, "returned")


@router.post(f"{HERE}/delete")
def delete(sent: Sent) -> Response:
    """Deletes a draft for good."""
    sent.demanding(PracticeAction.DELETE)
    visit, key = sent.visit, sent.practice.id

    def act(step: Step) -> None:
        delete_practice(sent.session, visit.actor, key, version=step.version, now=visit.now)

    return sent.tried_here(Step, act, "deleted", to=LISTED)


def _moved(sent: Opened, step: Step, move: PracticeMove) -> None:
    move_practice(sent.session, sent.visit.actor, sent.practice.id, move, version=step.version, now=sent.visit.now)


lead_back(router, HERE, ("submit", "publish", "take-back", "return", "delete"), seen=found)
