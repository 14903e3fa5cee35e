"""A question with its answers: members answer, correct and report; those who run the community keep order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.communities.opened import HERE, SentForm, done_of
from api.pages.form_pages import Sent, Step, form_pages
from api.pages.forms import Form
from api.pages.visits import CurrentVisit, Visit
from matcher.communities.moderating import CAUSE_TEXTS, close, hide, reopen, report, show_again
from matcher.communities.reading import thread
from matcher.communities.remarks import the_remark
from matcher.communities.talking import answer, edit_contribution
from matcher.errors import NotFoundError
from models.community import Community
from models.contribution import AnswerPost, ContributionPublic, ContributionUpdate, Reported
from models.organization import names_of

DONE = frozenset({"asked", "answered", "saved", "reported", "hidden", "shown", "closed", "reopened"})
THERE = "/contributions/{contribution_id}"

router = form_pages()


class Correcting(Step, ContributionUpdate):
    """A correction as the page sends it."""


class Hiding(Step, Reported):
    """Why something is hidden, as the page sends it."""


@dataclass(frozen=True)
class SaidLine:
    """A contribution with who said it; `why_hidden` where it is hidden."""

    said: ContributionPublic
    who: str
    why_hidden: str


@dataclass(frozen=True)
class ThreadPage:
    """A question with its answers; `form` is that of the last thing that was tried."""

    community: Community
    question: SaidLine
    answers: list[SaidLine]
    causes: Options
    written_in: Options
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(f"{HERE}/questions/{{contribution_id}}")
def show(visit: CurrentVisit, session: ReadSession, community_id: str, contribution_id: str) -> Response:
    """One question."""
    page = _page(session, visit, contribution_id, Form({"language": visit.language}))
    if page.community.id != community_id:
        raise NotFoundError("contribution", contribution_id)
    return visit.page("communities/thread.html", page)


@router.post(f"{THERE}/answers")
def give(sent: SentForm, contribution_id: str) -> Response:
    """Answers a question."""

    def act(said: AnswerPost) -> str:
        row = answer(sent.session, sent.actor, contribution_id, said, now=sent.visit.now)
        return f"/communities/{row.community}/questions/{row.thread}"

    return sent.led(AnswerPost, act, done="answered", again=_again(sent, contribution_id))


@router.post(f"{THERE}/edit")
def correct(sent: SentForm, contribution_id: str) -> Response:
    """Corrects one's own words."""

    def act(said: Correcting) -> str:
        wanted = ContributionUpdate(**said.model_dump(exclude={"version"}, exclude_unset=True))
        row = edit_contribution(
            sent.session, sent.actor, contribution_id, wanted, version=said.version, now=sent.visit.now
        )
        return f"/communities/{row.community}/questions/{row.thread}"

    return sent.led(Correcting, act, done="saved", again=_again(sent, contribution_id))


@router.post(f"{THERE}/report")
def tell(sent: SentForm, contribution_id: str) -> Response:
    """Reports what is out of place."""

    def act(said: Reported) -> str:
        report(sent.session, sent.actor, contribution_id, said, now=sent.visit.now)
        return _address(sent, contribution_id)

    return sent.led(Reported, act, done="reported", again=_again(sent, contribution_id))


@router.post(f"{THERE}/hide")
def take_down(sent: SentForm, contribution_id: str) -> Response:
    """Hides what is out of place."""

    def act(said: Hiding) -> str:
        wanted = Reported(cause=said.cause)
        hide(sent.session, sent.actor, contribution_id, wanted, version=said.version, now=sent.visit.now)
        return _address(sent, contribution_id)

    return sent.led(Hiding, act, done="hidden", again=_again(sent, contribution_id))


@router.post(f"{THERE}/show")
def put_back(sent: SentForm, contribution_id: str) -> Response:
    """Shows what was hidden."""
    return _step(sent, contribution_id, show_again, "shown")


@router.post(f"{THERE}/close")
def end(sent: SentForm, contribution_id: str) -> Response:
    """Closes a question."""
    return _step(sent, contribution_id, close, "closed")


@router.post(f"{THERE}/reopen")
def open_again(sent: SentForm, contribution_id: str) -> Response:
    """Opens a closed question again."""
    return _step(sent, contribution_id, reopen, "reopened")


def _step(sent: Sent, key: str, move: Callable[..., Any], done: str) -> Response:
    def act(said: Step) -> str:
        move(sent.session, sent.actor, key, version=said.version, now=sent.visit.now)
        return _address(sent, key)

    return sent.led(Step, act, done=done, again=_again(sent, key))


def _address(sent: Sent, key: str) -> str:
    row = the_remark(sent.session, sent.actor, key, now=sent.visit.now).contribution
    return f"/communities/{row.community}/questions/{row.thread}"


def _again(sent: Sent, key: str) -> Callable[[Form, int], Response]:
    def again(form: Form, status: int) -> Response:
        return sent.visit.page("communities/thread.html", _page(sent.session, sent.visit, key, form), status)

    return again


def _page(session: Session, visit: Visit, key: str, form: Form) -> ThreadPage:
    found = thread(session, visit.actor, key, now=visit.now)
    names = names_of(session, {one.organization for one in (found.question, *found.answers)})

    def line(said: ContributionPublic) -> SaidLine:
        return SaidLine(
            said, names.get(said.organization or "", ""), CAUSE_TEXTS[said.hidden_as] if said.hidden_as else ""
        )

    return ThreadPage(
        community=found.remark.circle.community,
        question=line(found.question),
        answers=[line(one) for one in found.answers],
        causes=tuple((one.value, said) for one, said in CAUSE_TEXTS.items()),
        written_in=choices.languages(visit.language),
        done=done_of(visit, DONE),
        form=form,
    )
