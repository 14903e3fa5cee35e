"""Writes practices: added by members of an organization, edited by its writers, published by a focal point."""

from datetime import datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.audit import record
from matcher.editing import apply_changes, check_version
from matcher.errors import BadInputError, ConflictError, SursurError, UnauthenticatedError
from matcher.organizations.finding import one_organization
from matcher.policy import Actor, demand
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import the_practice
from models.base import new_identifier
from models.practice import Practice, PracticePost, PracticeState, PracticeUpdate


def add_practice(session: Session, actor: Actor, wanted: PracticePost, *, now: datetime) -> Practice:
    """A draft of a practice of the actor's organization, or of another one where an administrator writes."""
    key = wanted.organization or actor.organization
    if key is None:
        raise _without_organization(actor)
    organization = one_organization(session, actor, key)
    demand(actor, PracticeAction.CREATE, organization)
    columns = wanted.model_dump() | {"organization": organization.id, "country": organization.country}
    row = Practice(**columns | {"id": new_identifier("pra"), "state": PracticeState.DRAFT})
    session.add(row)
    session.flush()
    change = {"title": [None, row.title], "organization": [None, row.organization]}
    record(session, "practice.created", ("practice", row.id), now=now, actor=actor.name_in_trail, change=change)
    return row


def _without_organization(actor: Actor) -> SursurError:
    if not actor.signed_in:
        return UnauthenticatedError("this needs an account: sign in, or send a token as `Authorization: Bearer TOKEN`")
    return BadInputError("organization: your account has none; name the organization whose practice this is")


def edit_practice(
    session: Session, actor: Actor, key: str, wanted: PracticeUpdate, *, version: int, now: datetime
) -> Practice:
    """Changes a draft. Raises ConflictError for one that was submitted."""
    practice = the_practice(session, actor, key, PracticeAction.EDIT)
    check_version(practice, "practice", key, version)
    if practice.state != PracticeState.DRAFT:
        raise ConflictError(
            "practice {key!r} is {state}; only drafts are edited", key=key, state=Message(practice.state)
        )
    changes = wanted.model_dump(exclude_unset=True)
    apply_changes(session, actor, practice, changes, now=now, action="practice.edited")
    return practice


MOVES = {
    PracticeState.SUBMITTED: PracticeAction.SUBMIT,
    PracticeState.PUBLISHED: PracticeAction.PUBLISH,
    PracticeState.DRAFT: PracticeAction.PUBLISH,
}
"""Who moves a practice where: its parties submit, a focal point publishes or gives back."""


def move_practice(
    session: Session, actor: Actor, key: str, state: PracticeState, *, version: int, now: datetime
) -> Practice:
    """Submits, publishes or gives back a practice. Only published ones are ranked and shown to everybody."""
    practice = the_practice(session, actor, key, MOVES[state])
    check_version(practice, "practice", key, version)
    if practice.state == state:
        raise ConflictError("practice {key!r} is {state} already", key=key, state=Message(state))
    apply_changes(session, actor, practice, {"state": state}, now=now, action=f"practice.{state}")
    return practice
