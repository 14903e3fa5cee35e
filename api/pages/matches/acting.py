"""What people do with a match on its page: each a form that names the version that was read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Path, Response
from sqlmodel import Field, Session

from api.dependencies import Shelf
from api.pages.form_pages import Nothing, SentHere, Step, form_pages
from api.pages.forms import WHOLE, Form, Shape, WrongForm
from api.pages.matches.showing import HERE, PAGE, match_page
from matcher.cursors import LARGEST_KEY
from matcher.errors import NotFoundError
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review import assigning, introducing, notes, reviewing, undoing
from matcher.review.bulk import ManyRefusedError
from matcher.review.opening import Picked
from matcher.review.pairs import match_of_pair
from matcher.review.reasons import Decline
from models.decision import MOST_NOTE, Reason
from models.match_note import NoteCreate

router = form_pages()


class Remarked(Step):
    """A step with a word on it."""

    remark: str | None = Field(default=None, max_length=MOST_NOTE)


class Declining(Step):
    """Why a match is declined, and until when the pair rests."""

    reason: Reason
    note: str | None = Field(default=None, max_length=MOST_NOTE)
    parked_until: date | None = None

    def as_decline(self) -> Decline:
        """The same for the service."""
        return Decline(reason=self.reason, note=self.note, parked_until=self.parked_until)


class Assigning(Step):
    """Who shall look after a match: a focal point by address, or all."""

    to: str | None = Field(default=None, max_length=254)


@dataclass(frozen=True)
class Opened(SentHere):
    """A form of the page of a match that was sent."""

    shelf: Shelf
    request_id: str
    offer_id: str

    @property
    def match(self) -> int:
        """The key of the match. Raises UnauthenticatedError for nobody, NotFoundError where there is none to see."""
        demand(self.visit.actor, MatchAction.LIST)
        found = match_of_pair(self.session, self.visit.actor, self.request_id, self.offer_id)
        if found is None:
            raise NotFoundError("match", f"{self.request_id} + {self.offer_id}")
        return found.id

    @property
    def here(self) -> str:
        """The page of the match."""
        return HERE.format(request_id=self.request_id, offer_id=self.offer_id)

    def again(self, form: Form, status: int) -> Response:
        """The page of the match with a form that did not work."""
        page = match_page(self.session, self.visit, self.shelf, self.request_id, self.offer_id, form)
        return self.visit.page(PAGE, page, status)

    def tried_on(self, shape: type[Shape], act: Callable[[Shape, int], object], done: str) -> Response:
        """As `tried_here`, upon the key of the match."""
        key = self.match
        return self.tried_here(shape, lambda said: act(said, key), done)

    def acts(self) -> tuple[Session, Actor, datetime]:
        """What every service function takes."""
        return self.session, self.visit.actor, self.visit.now


Sent = Annotated[Opened, Depends()]


def _step(tail: str, act: Callable[..., object], done: str) -> None:
    """A form that needs to know nothing but the version."""

    @router.post(f"{HERE}/{tail}")
    def step(sent: Sent) -> Response:
        session, actor, now = sent.acts()
        return sent.tried_on(Step, lambda said, key: act(session, actor, Picked(key, said.version), now=now), done)


def _remarked(tail: str, act: Callable[..., object], done: str) -> None:
    """A form that also takes a word on it."""

    @router.post(f"{HERE}/{tail}")
    def remarked(sent: Sent) -> Response:
        session, actor, now = sent.acts()

        def acted(said: Remarked, key: int) -> None:
            act(session, actor, Picked(key, said.version), now=now, note=said.remark)

        return sent.tried_on(Remarked, acted, done)


_step("interest", reviewing.say_interest, "interest")
_step("acceptance", introducing.accept, "accepted")
_step("undoing", undoing.undo, "undone")
_remarked("endorsement", reviewing.endorse, "endorsed")
_remarked("introduction", introducing.introduce, "introduced")


@router.post(f"{HERE}/choice")
def choose(sent: Sent) -> Response:
    """The requester chooses this provider; both sides are introduced."""
    session, actor, now = sent.acts()

    def act(said: Step, key: int) -> None:
        try:
            introducing.choose(session, actor, sent.request_id, [Picked(key, said.version)], now=now)
        except ManyRefusedError as refused:  # of one match there is one fault
            told = refused.faults[0].detail.told(sent.visit.language)
            raise WrongForm(Form(sent.typed, {WHOLE: told}), refused.status) from None

    return sent.tried_on(Step, act, "chosen")


@router.post(f"{HERE}/decline")
def decline(sent: Sent) -> Response:
    """Somebody declines, with a reason of his side."""
    session, actor, now = sent.acts()

    def act(said: Declining, key: int) -> None:
        reviewing.decline(session, actor, Picked(key, said.version), said.as_decline(), now=now)

    return sent.tried_on(Declining, act, "declined")


@router.post(f"{HERE}/assignment")
def assign(sent: Sent) -> Response:
    """Hands the match to another focal point, or back to all."""
    session, actor, now = sent.acts()

    def act(said: Assigning, key: int) -> None:
        assigning.assign(session, actor, Picked(key, said.version), said.to, now=now)

    return sent.tried_on(Assigning, act, "assigned")


@router.post(f"{HERE}/notes")
def write(sent: Sent) -> Response:
    """Says something on the match."""
    session, actor, now = sent.acts()
    return sent.tried_on(NoteCreate, lambda said, key: notes.write_note(session, actor, key, said, now=now), "noted")


@router.post(HERE + "/notes/{note_id}/removal")
def take_back(sent: Sent, note_id: Annotated[int, Path(ge=1, le=LARGEST_KEY)]) -> Response:
    """Takes one's own note back."""
    session, actor, now = sent.acts()
    return sent.tried_on(Nothing, lambda _, key: notes.delete_note(session, actor, key, note_id, now=now), "unnoted")
