"""Writes posts: a draft needs the first group of the form only, and everything comes back when it fails."""

from collections.abc import Mapping
from typing import Any

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession, WriteSession
from api.pages.form_pages import form_pages
from api.pages.forms import Form, tried
from api.pages.posts.form import PAGE, Sent, SentForm, demand_to_create, form_page
from api.pages.posts.nouns import CurrentNoun, FoundPost, address, for_both, on_both
from api.pages.visits import CurrentVisit
from matcher.editing import check_version
from matcher.intake.kinds import headline
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.drafting import USUAL_VISIBILITY, create_draft, edit_post
from matcher.posting.moving import demand_now
from matcher.posting.repeated import stored_lately
from matcher.posting.submitting import submit
from models.base import Schema
from models.post import PostState

KEPT = ("language", "visibility")
"""Fields that a post always has: left out, they stay as they are."""
FILLED_IN = ("sectors", "working_languages")
"""Fields that the address of an empty form may fill in: a link to it can say what is looked for."""
SUBMIT = "submit"

router = form_pages()


@for_both(router, "GET", "/new")
def write(visit: CurrentVisit, session: ReadSession, noun: CurrentNoun) -> Response:
    """An empty form."""
    demand_to_create(visit, noun)
    usual = {"language": visit.language, "visibility": str(USUAL_VISIBILITY[noun.table])}
    asked = {name: visit.request.query_params.getlist(name) for name in FILLED_IN}
    given = {"practices": [one]} if (one := visit.request.query_params.get("practice")) else {}
    form = Form({**usual, **asked, **given})
    return visit.page(PAGE, form_page(session, visit, noun, form))


@on_both(router, "GET", "/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, noun: CurrentNoun, case: FoundPost) -> Response:
    """The form with the words of a draft or a published post."""
    demand_now(visit.actor, PostAction.EDIT, case)
    return visit.page(PAGE, form_page(session, visit, noun, Form(_words(case)), case))


@for_both(router, "POST", "/new")
def create(sent: SentForm, session: WriteSession) -> Response:
    """Stores a draft and, where that is wished, puts it before the focal point."""
    visit = sent.visit
    demand_to_create(visit, sent.noun)

    def act(draft: Any) -> Response:  # noqa: ANN401
        again = stored_lately(session, visit.actor, draft, now=visit.now)
        return _after_saving(sent, session, again or create_draft(session, visit.actor, draft, now=visit.now))

    return tried(sent.noun.draft, sent.post, visit.language, act=act, again=sent.again())


@on_both(router, "POST", "/edit")
def change(sent: SentForm, session: WriteSession, case: FoundPost) -> Response:
    """Saves a draft or a published post again."""
    visit, version = sent.visit, str(sent.typed.get("version", ""))
    demand_now(visit.actor, PostAction.EDIT, case)

    def act(update: Any) -> Response:  # noqa: ANN401
        check_version(case.post, case.noun, case.id, int(version) if version.isdigit() else 0)
        edit_post(session, visit.actor, case, update, version=case.post.version, now=visit.now)
        return _after_saving(sent, session, case)

    return tried(sent.noun.update, _whole(sent.noun.update, sent.post), visit.language, act=act, again=sent.again(case))


def _after_saving(sent: Sent, session: Session, case: PostCase) -> Response:
    wishes = sent.typed.get("then") == SUBMIT and case.post.state == PostState.DRAFT
    if wishes:
        submit(session, sent.visit.actor, case, now=sent.visit.now)
    return sent.visit.on_to(address(case), done="submitted" if wishes else "saved")


def _words(case: PostCase) -> dict[str, Any]:
    """A stored post as its form holds it."""
    return {name: value for name, value in case.post.model_dump().items() if value is not None}


def _whole(shape: type[Schema], post: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of the post: those left empty in the form are emptied, and a title is made where there is none."""
    empty: dict[str, Any] = {
        name: [] if "list[" in str(one.annotation) else None
        for name, one in shape.model_fields.items()
        if name not in KEPT
    }
    text = post.get("text", "")
    return {**empty, **post, "text": text, "title": post.get("title") or headline(str(text))}
