"""The page of a request, and that of an offer."""

from dataclasses import dataclass

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.experts.lines import ExpertLine, lines_backing
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.library.lines import DocumentLine, lines_of
from api.pages.posts.inside import Inside, inside
from api.pages.posts.nouns import FoundPost, on_both
from api.pages.posts.served import Served, served
from api.pages.posts.sheet import Sheet, sheet
from api.pages.posts.suggested import Suggestions, suggestions
from api.pages.visits import CurrentVisit, Visit
from matcher.errors import NotFoundError
from matcher.exchanges.asking import need_question
from matcher.policy import may
from matcher.policy.needs import NeedAction
from matcher.policy.posts import PostCase
from models.need_question import NeedQuestionPublic
from models.offer import Offer
from models.request import Request

DONE = ("saved", "submitted", "recalled", "published", "withdrawn", "redrafted", "closed", "reopened", "renewed")
DONE_TOO = ("agreed", "returned", "attached", "removed", "chosen", "answered")
"""What a page may say has been done."""

router = plain_pages()


@dataclass(frozen=True)
class Question:
    """The question of a year later, and whether the reader may answer it."""

    asked: NeedQuestionPublic
    open: bool


@dataclass(frozen=True)
class RequestPage:
    """A request: what it says, who could help, and for insiders how it stands."""

    post: Sheet
    inside: Inside | None
    suggestions: Suggestions
    question: Question | None
    done: str
    form: Form


@dataclass(frozen=True)
class OfferPage:
    """An offer: what it says, who would come, and for insiders how it stands and whom it could serve."""

    post: Sheet
    inside: Inside | None
    served: Served | None
    documents: list[DocumentLine]
    experts: list[ExpertLine]
    done: str
    form: Form


@on_both(router, "GET", "")
def show(visit: CurrentVisit, session: ReadSession, case: FoundPost) -> Response:
    """One post."""
    return post_page(session, visit, case)


def post_page(session: Session, visit: Visit, case: PostCase, form: Form | None = None, status: int = 200) -> Response:
    """The page of a post, after a form of it failed with what is wrong."""
    said = visit.request.query_params.get("done", "")
    done = said if said in (*DONE, *DONE_TOO) and not form else ""
    what = sheet(session, visit, case)
    within = inside(session, visit, case, len(what.attachments))
    if isinstance(case.post, Offer):
        found = served(session, visit, case.post) if within else None
        known = lines_of(session, visit, ("offer", case.id))
        come = lines_backing(session, [case.id], visit.language, visit.today).get(case.id, [])
        page = OfferPage(what, within, found, known, come, done, form or Form())
        return visit.page("posts/offer.html", page, status)
    asked = RequestPage(
        post=what,
        inside=within,
        suggestions=suggestions(session, visit, case.id),
        question=_question(session, visit, case.post),
        done=done,
        form=form or Form(),
    )
    return visit.page("posts/request.html", asked, status)


def _question(session: Session, visit: Visit, request: Request) -> Question | None:
    if not may(visit.actor, NeedAction.SEE, request):
        return None
    try:
        row = need_question(session, visit.actor, request.id)
    except NotFoundError:  # it is put a year later
        return None
    asked = NeedQuestionPublic.model_validate(row, from_attributes=True)
    return Question(asked, open=asked.answer is None and may(visit.actor, NeedAction.ANSWER, request))
