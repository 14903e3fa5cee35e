"""One post before the silence rule: read, and published at once or sent back with a reason."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Depends, Response
from sqlmodel import Field, Session

from api.dependencies import ReadSession, WriteSession
from api.pages.cards import Cards, PostCard
from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form, Typed, WrongForm, tried
from api.pages.visits import CurrentVisit, Visit
from locales import translate
from matcher.policy import demand
from matcher.policy.matches import MatchAction
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.moving import actions_now
from matcher.posting.objections import MEANINGS, Objected, Objection
from matcher.posting.submitting import object_to, publish
from matcher.posting.visibility import find_case
from matcher.review.silence import working_days_left
from models import taxonomy
from models.offer import Offer
from models.request import Request

LIST = "/review/silence"
HERE = "/review/silence/{kind}/{post_id}"
PAGE = "review/objecting.html"
Kind = Literal["requests", "offers"]

router = form_pages()


class Objecting(Step):
    """Why a post goes back to its writers."""

    reason: Objection
    note: str | None = Field(default=None, max_length=2000)


@dataclass(frozen=True)
class ObjectingPage:
    """One post as a focal point reads it before it is published; nothing to decide where it waits no more."""

    kind: str
    post: PostCard
    state: str
    version: int
    modalities: list[str]
    expected_outcome: str | None
    ends_at: datetime | None
    days_left: int
    allowed: frozenset[str]
    objections: list[tuple[str, str]]
    form: Form = field(default_factory=Form)


def _case(session: ReadSession, visit: CurrentVisit, kind: Kind, post_id: str) -> PostCase:
    """The post, for who reviews. Raises NotFoundError for one that he may not see."""
    demand(visit.actor, MatchAction.REVIEW)
    if kind == "requests":
        return find_case(session, visit.actor, Request, post_id)
    return find_case(session, visit.actor, Offer, post_id)


Found = Annotated[PostCase, Depends(_case)]


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, case: Found) -> Response:
    """The post to decide about."""
    return visit.page(PAGE, _page(session, visit, case))


@router.post(f"{HERE}/publish")
def publish_now(visit: CurrentVisit, session: WriteSession, case: Found, typed: Typed) -> Response:
    """Publishes without waiting."""

    def act(said: Step) -> Response:
        publish(session, visit.actor, case, version=said.version, now=visit.now)
        return visit.on_to(LIST, done="published")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, _page(session, visit, case, form), status)

    return tried(Step, typed, visit.language, act=act, again=again)


@router.post(f"{HERE}/object")
def send_back(visit: CurrentVisit, session: WriteSession, case: Found, typed: Typed) -> Response:
    """Sends a post back to its writers with a reason."""

    def act(said: Objecting) -> Response:
        if said.reason == Objection.OTHER and not said.note:
            raise WrongForm(Form(typed, {"note": translate("Say the reason in your words.", visit.language)}))
        object_to(session, visit.actor, case, Objected(said.reason, said.note), version=said.version, now=visit.now)
        return visit.on_to(LIST, done="returned")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, _page(session, visit, case, form), status)

    return tried(Objecting, typed, visit.language, act=act, again=again)


def _page(session: Session, visit: Visit, case: PostCase, form: Form | None = None) -> ObjectingPage:
    post = case.post
    actions = {*actions_now(visit.actor, case)} & {str(PostAction.PUBLISH), str(PostAction.OBJECT)}
    return ObjectingPage(
        kind="requests" if isinstance(post, Request) else "offers",
        post=_card(Cards(session, visit.actor, visit.language), post),
        state=post.state,
        version=post.version,
        modalities=[taxonomy.modalities()[slug].names[visit.language] for slug in post.modalities],
        expected_outcome=post.expected_outcome if isinstance(post, Request) else None,
        ends_at=post.silence_ends_at,
        days_left=working_days_left(post.country, visit.today, post.silence_ends_at) if post.silence_ends_at else 0,
        allowed=frozenset(actions),
        objections=[(str(one), translate(text, visit.language)) for one, text in MEANINGS.items()],
        form=form or Form(),
    )


def _card(make: Cards, post: Request | Offer) -> PostCard:
    if isinstance(post, Request):
        return make.of([post])[post.id]
    return make.of([post])[post.id]
