"""Archives things instead of deleting them: lists leave them out, addresses go on leading there, and they come back."""

from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from matcher.editing import apply_changes, check_version, thing_of
from matcher.errors import ConflictError
from matcher.policy.actor import Actor
from models.community import Community
from models.proposal_call import ProposalCall

Kept = TypeVar("Kept", Community, ProposalCall)
NOUNS = {Community: "community", ProposalCall: "call"}


def put_away(session: Session, actor: Actor, row: Kept, *, archived: bool, version: int, now: datetime) -> Kept:
    """Archives a thing, or brings it back. Whether the actor may is decided before. Raises StaleEditError, and
    ConflictError where it is so already."""
    noun, (_, key) = NOUNS[type(row)], thing_of(row)
    check_version(row, noun, key, version)
    if archived and row.archived_at is not None:
        raise ConflictError("{key!r} is archived already", key=key)
    if not archived and row.archived_at is None:
        raise ConflictError("{key!r} is not archived", key=key)
    action = f"{noun}.archived" if archived else f"{noun}.restored"
    apply_changes(session, actor, row, {"archived_at": now if archived else None}, now=now, action=action)
    return row
