"""Writes practices: added by members of an organization, edited and deleted by its writers while they are drafts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.audit import record
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ConflictError
from matcher.library.using import forget_uses
from matcher.organizations.writers import writers_organization
from matcher.policy import Actor, demand
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import the_practice
from matcher.tagged import tagged
from models.base import new_identifier
from models.offer import Offer
from models.organization import Organization
from models.practice import Practice, PracticeState
from models.practice_schemas import TRANSLATED, PracticePost, PracticeUpdate

SHARED = ("sectors", "sdgs")
"""Tags that the versions of a practice have from the first one, so that each is found by them."""


def add_practice(session: Session, actor: Actor, wanted: PracticePost, *, now: datetime) -> Practice:
    """A draft of a practice of the actor's organization, or of another one where an administrator writes."""
    organization = organization_to_write_for(session, actor, wanted.organization)
    columns = wanted.model_dump() | {"organization": organization.id, "country": organization.country}
    return store_draft(session, actor, columns, now=now)


def store_draft(session: Session, actor: Actor, columns: Mapping[str, Any], *, now: datetime) -> Practice:
    """A new draft with what its columns hold."""
    row = Practice(**{**columns, "id": new_identifier("pra"), "state": PracticeState.DRAFT})
    store_new(session, actor, row, "title", "organization", now=now, action="practice.created")
    return row


def organization_to_write_for(session: Session, actor: Actor, named: str | None = None) -> Organization:
    """The organization whose practice somebody may write: the one that is named, or else his own. Raises what `demand`
    raises, and BadInputError where his account has none."""
    without = Message("organization: your account has none; name the organization whose practice this is")
    organization = writers_organization(session, actor, named, without=without)
    demand(actor, PracticeAction.CREATE, organization)
    return organization


def edit_practice(
    session: Session, actor: Actor, key: str, wanted: PracticeUpdate, *, version: int, now: datetime
) -> Practice:
    """Changes a draft; an empty text empties a field that may be empty.

    Raises ConflictError for one that was submitted, and BadInputError for what a version in another language has from
    the first one.
    """
    practice = the_practice(session, actor, key, PracticeAction.EDIT)
    check_version(practice, "practice", key, version)
    require_draft(practice)
    changes = {name: value or None if isinstance(value, str) else value for name, value in _named(wanted).items()}
    first, foreign = practice.translation_of, sorted(changes.keys() - TRANSLATED)
    if first is not None and foreign:
        raise BadInputError(
            "{name}: belongs to the first version, {key!r}; change it there", name=foreign[0], key=first
        )
    apply_changes(session, actor, practice, changes, now=now, action="practice.edited")
    _share(session, practice)
    return practice


def _named(wanted: PracticeUpdate) -> dict[str, Any]:
    return wanted.model_dump(exclude_unset=True)


def _share(session: Session, practice: Practice) -> None:
    """Gives the versions in other languages the tags of the first one."""
    for version in session.exec(select(Practice).where(Practice.translation_of == practice.id)):
        for name in SHARED:
            if getattr(version, name) != getattr(practice, name):
                setattr(version, name, getattr(practice, name))
                session.add(version)


def require_draft(practice: Practice) -> None:
    """Raises ConflictError for a practice that is no draft."""
    if practice.state != PracticeState.DRAFT:
        raise ConflictError(
            "practice {key!r} is {state}; only drafts are edited", key=practice.id, state=Message(practice.state)
        )


def delete_practice(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> None:
    """Deletes a draft for good. Raises ConflictError for one that is no draft, that has versions in other languages, or
    that an offer names."""
    practice = the_practice(session, actor, key, PracticeAction.DELETE)
    check_version(practice, "practice", key, version)
    require_draft(practice)
    if session.exec(select(Practice.id).where(Practice.translation_of == key)).first() is not None:
        raise ConflictError("the practice has versions in other languages; delete those first")
    if session.exec(select(col(Offer.id)).where(tagged(Offer.practices, key))).first() is not None:
        raise ConflictError("an offer names this practice; take it out there first")
    forget_uses(session, ("practice", key))
    session.delete(practice)
    session.flush()
    change = {"title": [practice.title, None]}
    record(session, "practice.deleted", ("practice", key), now=now, actor=actor.name_in_trail, change=change)
