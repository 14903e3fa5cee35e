"""The forms of a delegation's page, for its own people and the organisers."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Response
from pydantic import Field

from api.pages.events.delegation_page import ONE, PAGE, delegation_page
from api.pages.events.opened import Sent, SentForm
from api.pages.events.organizing import DESK
from api.pages.form_pages import Step, form_pages, lead_back
from api.pages.forms import Form, Shape
from matcher.cursors import LARGEST_KEY
from matcher.events.bringing import bring, take_back
from matcher.events.delegations import edit_delegation, move_delegation
from matcher.events.finding import the_delegation
from matcher.events.wishing import wish
from matcher.policy.events import Attending, EventAction
from models.base import Schema
from models.checks import LanguageCodes
from models.event_delegation import Brought, DelegationUpdate, WishCreate

router = form_pages()


class Bringing(Schema):
    """One of the organization's posts, by its kind and identifier."""

    post: Annotated[str, Field(pattern=r"^(request|offer) \S{1,80}$")]

    def as_brought(self) -> Brought:
        """The same for the service."""
        kind, _, key = self.post.partition(" ")
        return Brought(request=key) if kind == "request" else Brought(offer=key)


class Taking(Schema):
    """What is taken back."""

    brought: int = Field(ge=1, le=LARGEST_KEY)


class Presence(Step):
    """When a delegation is there and how it can meet others, as the page sends it: empty means no limit."""

    languages: LanguageCodes = Field(default=[])
    at_once: int = Field(default=1, ge=1, le=20)
    most_meetings: int | None = Field(default=None, ge=0, le=100)
    arrives_at: datetime | None = None
    leaves_at: datetime | None = None


class Coming(Schema):
    """Whether a delegation comes, and where the form stands."""

    comes: bool
    back: str = Field(default="", pattern=r"^(desk)?$")


@router.post(f"{ONE}/wishes")
def say_wish(sent: SentForm, delegation_id: str) -> Response:
    """Says whom the delegation wants to meet or avoid, or nothing any more."""
    return _tried(sent, delegation_id, WishCreate, _wish, "wished")


@router.post(f"{ONE}/posts")
def bring_one(sent: SentForm, delegation_id: str) -> Response:
    """Brings a post."""
    return _tried(sent, delegation_id, Bringing, _bring, "brought")


@router.post(f"{ONE}/posts/back")
def take_one_back(sent: SentForm, delegation_id: str) -> Response:
    """Takes a post back."""
    return _tried(sent, delegation_id, Taking, _take_back, "taken")


@router.post(f"{ONE}/presence")
def be_there(sent: SentForm, delegation_id: str) -> Response:
    """Changes languages, times and limits."""
    return _tried(sent, delegation_id, Presence, _presence, "saved")


@router.post(f"{ONE}/coming")
def come(sent: SentForm, delegation_id: str) -> Response:
    """Cancels the delegation with its meetings, or lets it come after all."""
    the_delegation(sent.session, sent.actor, sent.event_id, delegation_id, EventAction.EDIT_DELEGATION)
    back = DESK if sent.typed.get("back") == "desk" else f"/delegations/{delegation_id}"

    def act(said: Coming) -> object:
        return move_delegation(
            sent.session, sent.actor, sent.event_id, delegation_id, comes=said.comes, now=sent.visit.now
        )

    def again(form: Form, status: int) -> Response:  # noqa: ARG001
        return sent.visit.on_to(sent.path(back))

    return sent.tried(Coming, act, to=sent.path(back), done="coming", again=again)


def _wish(sent: Sent, found: Attending, said: WishCreate) -> None:
    wish(sent.session, sent.actor, found, said, now=sent.visit.now)


def _bring(sent: Sent, found: Attending, said: Bringing) -> None:
    bring(sent.session, sent.actor, found, said.as_brought(), now=sent.visit.now)


def _take_back(sent: Sent, found: Attending, said: Taking) -> None:
    take_back(sent.session, sent.actor, found, said.brought, now=sent.visit.now)


def _presence(sent: Sent, found: Attending, said: Presence) -> None:
    wanted = DelegationUpdate(languages=said.languages, at_once=said.at_once)
    nothing = ("most_meetings", "arrives_at", "leaves_at")
    wanted = wanted.model_copy(update={name: getattr(said, name) for name in nothing})
    wanted.model_fields_set.update(nothing)
    edit_delegation(sent.session, sent.actor, found, wanted, version=said.version, now=sent.visit.now)


def _tried(
    sent: Sent, key: str, shape: type[Shape], act: Callable[[Sent, Attending, Shape], None], done: str
) -> Response:
    """Does what a form of the page asks for; shows the page again where that cannot be done."""
    found = the_delegation(sent.session, sent.actor, sent.event_id, key, EventAction.EDIT_DELEGATION)

    def again(form: Form, status: int) -> Response:
        page = delegation_page(sent.session, sent.visit, found, form=form)
        return sent.visit.page(PAGE, page, status)

    here = sent.path(f"/delegations/{key}")
    return sent.tried(shape, lambda said: act(sent, found, said), to=here, done=done, again=again)


lead_back(router, ONE, ("wishes", "posts", "posts/back", "presence", "coming"))
