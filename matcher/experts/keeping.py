"""Institutions write the profiles of experts and change them; what a person consented to is what others see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from locales.messages import Message
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ConflictError
from matcher.experts.asking import ask
from matcher.experts.finding import the_expert
from matcher.experts.resting import rest_with
from matcher.field_words import message_of
from matcher.organizations.finding import one_organization
from matcher.organizations.writers import writers_organization
from matcher.policy import PERSON, Actor, demand
from matcher.policy.experts import ExpertAction, is_self
from models.base import new_identifier
from models.expert import Expert, ExpertState
from models.expert_schemas import ExpertPost, ExpertStands, ExpertUpdate, as_fields
from models.mechanism import Mechanism
from models.organization import Organization

OF_THE_DIARY = frozenset({"available_from", "available_until", "days_a_year"})
"""What an institution changes without asking the person anew."""
WHO = frozenset({"person", "email"})
"""Who it is: fixed once the person has answered, so that nobody else answers in his place."""


def add_expert(session: Session, actor: Actor, wanted: ExpertPost, *, now: datetime) -> Expert:
    """A person's profile, kept by the actor's organization, or by another one where an administrator adds it."""
    organization = own_organization(session, actor, wanted.organization)
    demand(actor, ExpertAction.CREATE, organization)
    fields = wanted.model_dump(mode="python") | {"organization": organization.id}
    _check_references(session, actor, fields)
    row = Expert(**fields, id=new_identifier("exp"), state=ExpertState.DRAFT)
    store_new(session, actor, row, "organization", now=now, action="expert.created")
    return row


def edit_expert(
    session: Session, actor: Actor, key: str, wanted: ExpertUpdate, *, version: int, now: datetime
) -> Expert:
    """Changes a profile. Where the person had consented and somebody else changes more than the diary, the profile is
    hidden and the person is asked anew. Raises ConflictError for another name or address of whoever has answered."""
    row = the_expert(session, actor, key, ExpertAction.EDIT)
    check_version(row, "expert", key, version)
    changes = _checked(row, wanted.model_dump(exclude_unset=True))
    _check_references(session, actor, changes)
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    if changed & WHO and row.state not in (ExpertState.DRAFT, ExpertState.ROLE):
        raise ConflictError("name and address stay as they are once the person was asked: write a new profile")
    named = PERSON if is_self(actor, row) else actor
    apply_changes(session, named, row, changes, now=now, action="expert.edited")
    rest_with(session, row, now=now)
    if row.state == ExpertState.CONSENTED and changed - OF_THE_DIARY and not is_self(actor, row):
        ask(session, actor, row, now=now)
    return row


def own_organization(session: Session, actor: Actor, named: str | None) -> Organization:
    """The organization that keeps what the actor writes: the one named, else his own. Raises UnauthenticatedError,
    BadInputError where there is none, NotFoundError."""
    without = Message("organization: your account has none; name the organization that keeps it")
    return writers_organization(session, actor, named, without=without)


def _checked(row: Expert, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as they are stored; an empty text empties. Raises BadInputError where the whole makes no sense."""
    plain = {name: None if value == "" and name != "summary" else value for name, value in changes.items()}
    lists = {name: value for name, value in (as_fields(row) | plain).items() if value is not None}
    try:
        whole = ExpertStands.model_validate(lists)
    except ValidationError as error:
        raise BadInputError(message_of(error.errors()[0])) from error
    return {name: getattr(whole, name) for name in plain}


def _check_references(session: Session, actor: Actor, fields: Mapping[str, Any]) -> None:
    if fields.get("employer"):
        one_organization(session, actor, fields["employer"])
    if fields.get("mechanism") and session.get(Mechanism, fields["mechanism"]) is None:
        raise BadInputError("mechanism: {value!r} is not there", value=fields["mechanism"])
