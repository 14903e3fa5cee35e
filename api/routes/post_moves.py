"""The moves of requests and offers from state to state, and their history; the same paths for both."""

from datetime import date

from fastapi import APIRouter, Response
from pydantic import Field

from api.dependencies import CurrentActor, Now, ReadSession, WriteSession
from api.etags import set_etag
from api.post_answers import PostAnswer, answer_post
from api.post_paths import FoundPost, on_both
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Edit
from matcher.posting import ending, submitting, windows
from matcher.posting.objections import Objected, Objection
from matcher.posting.story import story_of
from matcher.posting.trust import set_trust
from models.base import Schema
from models.request import NeedMet

router = APIRouter(tags=["posts"], route_class=TransactedRoute)


class ObjectionIn(Schema):
    """Why a post goes back to its writers; `other` needs a note."""

    reason: Objection
    note: str | None = Field(default=None, max_length=2000)


class Closing(Schema):
    """How a post ended; of a request it is asked whether the need was met."""

    need_met: NeedMet | None = None


class Renewal(Schema):
    """Until when a post shall be open; twelve months from now where no day is given."""

    expires_on: date | None = None


class Trust(Schema):
    """Whether an organization's posts are published without a time to object."""

    trusted: bool


@on_both(router, "POST", "submit", "Submit {post}")
def submit(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """Puts a draft before the focal point; it is published after five working days unless the focal point objects."""
    submitting.submit(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "recall", "Take {post} back to draft")
def recall(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """Takes a submitted post back to write on."""
    submitting.recall(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "publish", "Publish {post} at once")
def publish(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """Publishes what was submitted; administrators and trusted organizations publish drafts too."""
    submitting.publish(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "agree", "Let {post} of a territory pass")
def agree(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """The country's window, which was asked first, agrees: the post goes on to the focal point."""
    windows.agree(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "object", "Object to {post}")
def object_to(
    case: FoundPost,
    objection: ObjectionIn,
    edit: Edit,
    response: Response,
) -> PostAnswer:
    """Sends a submitted post back to its writers, who are told the reason; the window that is asked may do so too."""
    said = Objected(objection.reason, objection.note)
    submitting.object_to(edit.session, edit.actor, case, said, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "withdraw", "Withdraw {post}")
def withdraw(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """Takes a post out of the service."""
    ending.withdraw(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "redraft", "Make {post} a draft again")
def redraft(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """Makes a withdrawn post a draft again."""
    ending.redraft(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "close", "Close {post}")
def close(
    case: FoundPost,
    closing: Closing,
    edit: Edit,
    response: Response,
) -> PostAnswer:
    """Closes a published post; of a request say whether the need was met."""
    ending.close(edit.session, edit.actor, case, closing.need_met, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "reopen", "Open {post} again")
def reopen(case: FoundPost, edit: Edit, response: Response) -> PostAnswer:
    """Opens a closed post again."""
    ending.reopen(edit.session, edit.actor, case, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "POST", "renew", "Renew {post}")
def renew(
    case: FoundPost,
    renewal: Renewal,
    edit: Edit,
    response: Response,
) -> PostAnswer:
    """Keeps a published post open, or opens an expired one again, until a new day."""
    ending.renew(edit.session, edit.actor, case, renewal.expires_on, version=edit.version, now=edit.now)
    return answer_post(case, edit.actor, response)


@on_both(router, "GET", "history", "Read the history of {post}", response_model=list[HistoryEntry])
def history(case: FoundPost, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """Who changed what, the oldest first; for outsiders from the publication on."""
    return told(story_of(session, actor, case))


@router.put("/organizations/{organization_id}/trust", summary="Trust an organization")
def trust(
    organization_id: str, wanted: Trust, session: WriteSession, actor: CurrentActor, now: Now, response: Response
) -> Trust:
    """Lets an organization publish without a time to object, or no longer; for administrators."""
    row = set_trust(session, actor, organization_id, trusted=wanted.trusted, now=now)
    set_etag(response, row)
    return Trust(trusted=row.trusted)
