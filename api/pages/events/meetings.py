"""What came of a meeting, said by one of its sides or the organisers."""

from typing import Literal

from fastapi import Response
from pydantic import Field

from api.pages.events.opened import HERE, SentForm
from api.pages.events.organizing import DESK
from api.pages.form_pages import Step, form_pages, lead_back
from api.pages.forms import WrongForm, read_as
from matcher.events.finding import the_meeting
from matcher.events.settling import settle
from matcher.policy.events import EventAction
from models.base import Identifier
from models.meeting import MeetingState, Outcome

router = form_pages()


class Settling(Step):
    """An outcome as the page sends it, and the delegation on whose sheet it stands."""

    state: Literal["held", "agreed", "cancelled", "planned"]
    back: Identifier | None = None
    asking: Identifier | None = None
    title: str | None = Field(default=None, min_length=2, max_length=300)


@router.post(f"{HERE}/meetings/{{meeting_id}}")
def say(sent: SentForm, meeting_id: str) -> Response:
    """Says what came of a meeting; an agreement leads to its exchange."""
    found = the_meeting(sent.session, sent.actor, sent.event_id, meeting_id, EventAction.SETTLE_MEETING)
    sheet = next((one.id for one in found.sides if one.id == sent.typed.get("back")), None)
    back = f"/delegations/{sheet}" if sheet else DESK

    try:
        said = read_as(Settling, sent.typed, sent.visit.language)
    except WrongForm:
        return sent.visit.on_to(sent.path(back))
    outcome = Outcome(state=MeetingState(said.state), asking=said.asking, title=said.title)
    settle(sent.session, sent.actor, found, outcome, version=said.version, now=sent.visit.now)
    return sent.visit.on_to(sent.path(back), done="settled")


lead_back(router, HERE, ("meetings/{meeting_id}",))
