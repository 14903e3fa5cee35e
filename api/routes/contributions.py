"""Questions and answers of communities: read, answered, corrected, reported and moderated."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.dependencies import CurrentActor, Now, ReadSession
from api.etags import set_etag
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit, Editing, Writing
from matcher.communities.moderating import close, hide, reopen, report, show_again
from matcher.communities.reading import thread
from matcher.communities.remarks import the_remark
from matcher.communities.talking import answer, edit_contribution
from matcher.policy.communities import ContributionAction
from matcher.trail import trail
from models.contribution import AnswerPost, Contribution, ContributionPublic, ContributionUpdate, Reported

router = APIRouter(tags=["communities"], route_class=TransactedRoute)
HERE = "/contributions/{contribution_id}"


class ThreadPublic(BaseModel):
    """A question with its answers, the oldest first."""

    question: ContributionPublic
    answers: list[ContributionPublic]


class ReportTaken(BaseModel):
    """That those who moderate were told."""

    reported: Literal[True] = True


@router.get(HERE)
def read_thread(
    contribution_id: str, session: ReadSession, actor: CurrentActor, now: Now, response: Response
) -> ThreadPublic:
    """The question that a contribution is, or answers, with all answers."""
    found = thread(session, actor, contribution_id, now=now)
    set_etag(response, found.remark.contribution)
    return ThreadPublic(question=found.question, answers=list(found.answers))


@router.post(f"{HERE}/answers", status_code=201)
def give_answer(contribution_id: str, wanted: AnswerPost, call: Call) -> ContributionPublic:
    """Answers a question."""
    return _told(answer(call.session, call.actor, contribution_id, wanted, now=call.now), call)


@router.patch(HERE)
def edit(contribution_id: str, wanted: ContributionUpdate, call: Edit) -> ContributionPublic:
    """Corrects your own words within half an hour."""
    row = edit_contribution(call.session, call.actor, contribution_id, wanted, version=call.version, now=call.now)
    return _told(row, call)


@router.post(f"{HERE}/report", status_code=201)
def take_report(contribution_id: str, wanted: Reported, call: Call) -> ReportTaken:
    """Tells those who moderate that something is out of place."""
    report(call.session, call.actor, contribution_id, wanted, now=call.now)
    return ReportTaken()


@router.post(f"{HERE}/hide")
def take_down(contribution_id: str, wanted: Reported, call: Edit) -> ContributionPublic:
    """Hides a contribution for a coded reason; of a question also its answers."""
    row = hide(call.session, call.actor, contribution_id, wanted, version=call.version, now=call.now)
    return _told(row, call)


@router.post(f"{HERE}/show")
def put_back(contribution_id: str, call: Edit) -> ContributionPublic:
    """Shows a hidden contribution again."""
    return _told(show_again(call.session, call.actor, contribution_id, version=call.version, now=call.now), call)


@router.post(f"{HERE}/close")
def end(contribution_id: str, call: Edit) -> ContributionPublic:
    """Closes a question: it takes no more answers."""
    return _told(close(call.session, call.actor, contribution_id, version=call.version, now=call.now), call)


@router.post(f"{HERE}/reopen")
def open_again(contribution_id: str, call: Edit) -> ContributionPublic:
    """Opens a closed question again."""
    return _told(reopen(call.session, call.actor, contribution_id, version=call.version, now=call.now), call)


@router.get(f"{HERE}/history")
def contribution_history(
    contribution_id: str, session: ReadSession, actor: CurrentActor, now: Now
) -> list[HistoryEntry]:
    """Who changed what of a contribution, with the earlier words; for those who moderate."""
    found = the_remark(session, actor, contribution_id, ContributionAction.MODERATE, now=now)
    return told(trail(session, actor, "contribution", found.id))


def _told(row: Contribution, call: Writing | Editing) -> ContributionPublic:
    set_etag(call.response, row)
    found = thread(call.session, call.actor, row.id, now=call.now)
    return next(one for one in (found.question, *found.answers) if one.id == row.id)
