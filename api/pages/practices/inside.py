"""What those see of a practice who write or publish it: what they may do now, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from api.pages.stories import Event, told_story
from api.pages.visits import Visit
from matcher.policy import Actor, may
from matcher.policy.practices import Documented, PracticeAction
from matcher.trail import trail
from models.practice import PracticeState

UNTOLD = frozenset({"state", "submitted_at", "published_at", "note"})
"""Changed fields that the event itself tells."""
IN_STATE: Mapping[PracticeAction, frozenset[PracticeState]] = {
    PracticeAction.EDIT: frozenset({PracticeState.DRAFT}),
    PracticeAction.DELETE: frozenset({PracticeState.DRAFT}),
    PracticeAction.SUBMIT: frozenset({PracticeState.DRAFT}),
    PracticeAction.PUBLISH: frozenset({PracticeState.SUBMITTED}),
    PracticeAction.TAKE_BACK: frozenset({PracticeState.SUBMITTED, PracticeState.PUBLISHED}),
}
"""In which states of a practice an action makes sense."""


@dataclass(frozen=True)
class Inside:
    """A practice for insiders: `actions` names what the reader may do now, `note` why it was given back."""

    version: int
    actions: frozenset[str]
    note: str
    story: list[Event]


def inside(session: Session, visit: Visit, case: Documented) -> Inside | None:
    """What insiders see; nothing for others."""
    if not may(visit.actor, PracticeAction.SEE_HISTORY, case):
        return None
    story = trail(session, visit.actor, "practice", case.id)
    return Inside(
        version=case.practice.version,
        actions=frozenset(actions_now(visit.actor, case)),
        note=case.practice.note or "",
        story=told_story(session, story, UNTOLD),
    )


def actions_now(actor: Actor, case: Documented) -> list[str]:
    """What somebody may do with a practice as it stands."""
    return [str(one) for one, states in IN_STATE.items() if case.practice.state in states and may(actor, one, case)]
