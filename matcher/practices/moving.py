"""Where a practice goes: its writers submit it and take it back, a focal point publishes it or gives it back."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from locales.messages import Message
from matcher.editing import apply_changes, check_version
from matcher.errors import ConflictError
from matcher.policy import Actor
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import the_practice
from matcher.practices.letters import tell_writers
from models.practice import Practice, PracticeState
from models.practice_schemas import PracticeMove

MOVES = {
    PracticeState.SUBMITTED: PracticeAction.SUBMIT,
    PracticeState.PUBLISHED: PracticeAction.PUBLISH,
    PracticeState.DRAFT: PracticeAction.TAKE_BACK,
}
"""What one must be allowed to do for a practice to go there."""


def move_practice(
    session: Session, actor: Actor, key: str, wanted: PracticeMove, *, version: int, now: datetime
) -> Practice:
    """Submits or publishes a practice, or makes it a draft again.

    Only published ones are ranked and shown to everybody; with the first version its others are taken back too. Raises
    ConflictError for a move that leads nowhere, and for a version whose first one is not published.
    """
    state = wanted.state
    practice = the_practice(session, actor, key, MOVES[state])
    check_version(practice, "practice", key, version)
    if practice.state == state:
        raise ConflictError("practice {key!r} is {state} already", key=key, state=Message(state))
    if state == PracticeState.PUBLISHED:
        _require_first_version(session, practice)
    apply_changes(session, actor, practice, _changes(wanted, now), now=now, action=f"practice.{state}")
    if state == PracticeState.DRAFT:
        tell_writers(session, actor, practice, now=now)
        _take_versions_back(session, actor, key, now=now)
    return practice


def _changes(wanted: PracticeMove, now: datetime) -> dict[str, Any]:
    state, moments = wanted.state, {PracticeState.SUBMITTED: "submitted_at", PracticeState.PUBLISHED: "published_at"}
    return {"state": state, "note": wanted.note} | ({moments[state]: now} if state in moments else {})


def _require_first_version(session: Session, practice: Practice) -> None:
    if practice.translation_of is None:
        return
    first = session.get_one(Practice, practice.translation_of)
    if first.state != PracticeState.PUBLISHED:
        raise ConflictError("the first version of this practice is not published; publish that one first")


def _take_versions_back(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    theirs = (Practice.translation_of == key, Practice.state == PracticeState.PUBLISHED)
    for version in session.exec(select(Practice).where(*theirs)).all():
        apply_changes(session, actor, version, {"state": PracticeState.DRAFT}, now=now, action="practice.draft")
