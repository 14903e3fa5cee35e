"""Those who run a mechanism announce its calls, change them and archive them."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.archiving import put_away
from matcher.calls.finding import Announced, one_call
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.applications import CallAction
from matcher.trail import Entry, trail
from models.base import new_identifier
from models.errors import UnfitError
from models.mechanism import Mechanism
from models.proposal_call import ProposalCall, ProposalCallPost, ProposalCallUpdate, check_days

LISTS = ("countries", "sectors", "modalities", "criteria", "papers")
KIND = "proposalcall"
"""The name of calls in the trail."""


def the_mechanism(session: Session, actor: Actor, key: str) -> Mechanism:
    """A mechanism for somebody who may announce its calls. Raises NotFoundError or ForbiddenError."""
    row = session.get(Mechanism, key)
    if row is None:
        raise NotFoundError("mechanism", key)
    demand(actor, CallAction.CREATE, row)
    return row


def create_call(session: Session, actor: Actor, wanted: ProposalCallPost, *, now: datetime) -> ProposalCall:
    """Announces a call of a mechanism."""
    the_mechanism(session, actor, wanted.mechanism)
    row = ProposalCall(id=new_identifier("cal"), **wanted.model_dump())
    store_new(session, actor, row, "title", "mechanism", now=now, action="call.created")
    return row


def edit_call(
    session: Session, actor: Actor, key: str, wanted: ProposalCallUpdate, *, version: int, now: datetime
) -> ProposalCall:
    """Changes what is given and empties what is cleared.

    Raises BadInputError where its days would contradict each other or an amount would lack its currency, StaleEditError
    where somebody was faster.
    """
    found = editable_call(session, actor, key)
    check_version(found.call, "call", key, version)
    changes = wanted.model_dump(exclude_unset=True, exclude={"clear"}) | _cleared(wanted)
    after = {name: changes.get(name, getattr(found.call, name)) for name in ("rolling", "opens_on", "closes_on")}
    try:
        check_days(**after)
    except UnfitError as error:
        raise BadInputError(error.message) from None
    amount, currency = (changes.get(name, getattr(found.call, name)) for name in ("ceiling_amount", "ceiling_currency"))
    if amount is not None and currency is None:
        raise BadInputError("an amount needs its currency (ISO 4217)")
    apply_changes(session, actor, found.call, changes, now=now, action="call.edited")
    return found.call


def _cleared(wanted: ProposalCallUpdate) -> dict[str, Any]:
    return {str(name): [] if name in LISTS else None for name in wanted.clear}


def archive_call(
    session: Session, actor: Actor, key: str, *, archived: bool, version: int, now: datetime
) -> ProposalCall:
    """Archives a call, which then takes no applications, or brings it back."""
    row = editable_call(session, actor, key).call
    return put_away(session, actor, row, archived=archived, version=version, now=now)


def editable_call(session: Session, actor: Actor, key: str) -> Announced:
    """A call for somebody who may change it. Raises NotFoundError or ForbiddenError."""
    found = one_call(session, actor, key)
    demand(actor, CallAction.EDIT, found.mechanism)
    return found


def call_history(session: Session, actor: Actor, key: str) -> list[Entry]:
    """What happened to a call, the oldest first; for those who may change it."""
    editable_call(session, actor, key)
    return trail(session, actor, KIND, key)
