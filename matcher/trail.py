"""The story of a thing as somebody may read it: who changed what, when, from what to what.

An account's address stands there only for administrators; others read in which role and for which organization.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from matcher.editing import history
from matcher.policy import CLOCK, PERSON, TERMINAL, Actor, may
from matcher.policy.services import ServiceAction
from models.account import Account
from models.audit import AuditEvent

HIDDEN = frozenset({"contact", "note", "password_hash", "person", "sealed_secret"})
"""Fields whose values nobody reads in a story."""
UNNAMED = "[an account]"


@dataclass(frozen=True)
class Who:
    """Who did something: an account by its role and organization, or the service itself by its `name`."""

    role: str | None = None
    organization: str | None = None
    name: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class Entry:
    """One event; `change` holds the old and the new value of each field."""

    at: datetime
    action: str
    who: Who
    change: Mapping[str, Any]


def trail(session: Session, actor: Actor, kind: str, key: str) -> list[Entry]:
    """What happened to a thing, the oldest first. Whether the actor may read it is decided where it is asked for."""
    return told(session, actor, history(session, kind, key))


def told(session: Session, actor: Actor, events: Sequence[AuditEvent]) -> list[Entry]:
    """Some events as the actor may read them; those that he must not know of have been left out before."""
    accounts = _accounts(session, {one.actor for one in events})
    named = may(actor, ServiceAction.SEE_ADDRESSES)
    return [Entry(one.at, one.action, _who(one, accounts, named=named), _readable(one, named=named)) for one in events]


def _accounts(session: Session, addresses: Collection[str]) -> dict[str, Account]:
    return {one.email: one for one in session.exec(select(Account).where(col(Account.email).in_(addresses)))}


def _who(event: AuditEvent, accounts: Mapping[str, Account], *, named: bool) -> Who:
    account = accounts.get(event.actor)
    address = event.actor if named and "@" in event.actor else None
    if account is not None:
        return Who(account.role, account.organization, address=address)
    return Who(address=address) if "@" in event.actor else Who(name=_own_name(event.actor))


def _own_name(name: str) -> str:
    """The service's own name for itself; a user name of the machine is nobody's business."""
    return name if name in (CLOCK.name, TERMINAL.name, PERSON.name) else TERMINAL.name


def _readable(event: AuditEvent, *, named: bool) -> dict[str, Any]:
    shown = {name: value for name, value in event.change.items() if name not in HIDDEN}
    shown |= {name: [None, None] for name in event.change.keys() & HIDDEN}
    return shown if named else {name: _without_addresses(value) for name, value in shown.items()}


def _without_addresses(value: Any) -> Any:  # noqa: ANN401
    """Values that are an account's address are not told."""
    if isinstance(value, list):
        return [_without_addresses(one) for one in value]
    return UNNAMED if isinstance(value, str) and "@" in value and " " not in value else value
