"""Accounts as an administrator, or their owner, reads and changes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.accounts.second_factor import drop_factor
from matcher.accounts.standing import Standing, conditions_of
from matcher.audit import record
from matcher.editing import apply_changes, check_version
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.accounts import AccountAction
from matcher.trail import Entry, trail
from models.account import (
    Account,
    AccountFilter,
    AccountUpdate,
    OwnAccountUpdate,
    Role,
    account_at,
    accounts_page,
    normal_address,
)
from models.account_session import revoke_sessions
from models.api_token import revoke_tokens
from models.one_time_link import end_links
from models.organization import Organization

OF_ORGANIZATIONS = frozenset({Role.AGENCY, Role.PROVIDER})
"""Roles that nobody has on his own."""


def one_account(session: Session, actor: Actor, email: str) -> Account:
    """One account, for its owner and for administrators. Raises NotFoundError for everybody else too."""
    account = account_at(session, email)
    if account is None:
        raise NotFoundError("account", normal_address(email))
    demand(actor, AccountAction.SEE, account)
    return account


def own_account(session: Session, actor: Actor) -> Account:
    """The actor's own account. Raises UnauthenticatedError for the public."""
    demand(actor, AccountAction.SEE_OWN)
    return session.get_one(Account, actor.email)


def list_accounts(
    session: Session,
    actor: Actor,
    chosen: AccountFilter,
    standing: Standing | None = None,
    *,
    after: str | None,
    limit: int,
) -> tuple[list[Account], str | None]:
    """Part of the accounts by address, and the cursor of the next part; for administrators."""
    demand(actor, AccountAction.LIST)
    conditions = conditions_of(standing) if standing else ()
    rows = accounts_page(session, chosen, *conditions, after=after, limit=limit + 1)
    return rows[:limit], rows[limit - 1].email if len(rows) > limit else None


def change_own_account(
    session: Session, actor: Actor, changes: OwnAccountUpdate, *, version: int, now: datetime
) -> Account:
    """Changes what an owner may change. Raises StaleEditError."""
    account = own_account(session, actor)
    demand(actor, AccountAction.EDIT_OWN, account)
    check_version(account, "account", account.email, version)
    apply_changes(session, actor, account, changes.given(), now=now, action="account.edit")
    return account


def change_account(
    session: Session, actor: Actor, email: str, changes: AccountUpdate, *, version: int, now: datetime
) -> Account:
    """Changes an account as an administrator. Who is disabled, or gets another role or organization, is signed out.

    Raises NotFoundError, StaleEditError, BadInputError, and ConflictError for the last active administrator.
    """
    account = one_account(session, actor, email)
    demand(actor, AccountAction.EDIT, account)
    check_version(account, "account", account.email, version)
    return _changed(session, actor, account, changes.given(), now=now)


def disable_account(session: Session, actor: Actor, email: str, *, now: datetime) -> Account:
    """Ends an account at once, with all its sessions, tokens and links; twice does no harm."""
    account = one_account(session, actor, email)
    demand(actor, AccountAction.EDIT, account)
    return _changed(session, actor, account, {"active": False}, now=now)


def reset_factor(session: Session, actor: Actor, email: str, *, now: datetime) -> None:
    """Removes the second factor of somebody who lost it, and signs him out. Raises NotFoundError, ConflictError."""
    account = one_account(session, actor, email)
    demand(actor, AccountAction.EDIT, account)
    drop_factor(session, account, now=now, actor=actor.name_in_trail)
    revoke_sessions(session, account.email, now=now)


def sign_out_everywhere(session: Session, actor: Actor, email: str, *, now: datetime) -> int:
    """Ends all sessions of an account; answers how many."""
    account = one_account(session, actor, email)
    demand(actor, AccountAction.EDIT, account)
    ended = revoke_sessions(session, account.email, now=now)
    if ended:
        record(session, "account.sign-out", ("account", account.email), now=now, actor=actor.name_in_trail, change={})
    return ended


def account_history(session: Session, actor: Actor, email: str) -> list[Entry]:
    """What happened to an account, the oldest first; for administrators."""
    account = one_account(session, actor, email)
    demand(actor, AccountAction.EDIT, account)
    return trail(session, actor, "account", account.email)


def check_place(session: Session, role: str, organization: str | None, covers: list[str]) -> None:
    """Raises BadInputError where role, organization and covered countries do not go together."""
    if organization is not None and session.get(Organization, organization) is None:
        raise BadInputError("organization: there is no organization {organization!r}", organization=organization)
    if organization is None and role in OF_ORGANIZATIONS:
        raise BadInputError("organization: an account of role {role} belongs to an organization", role=Message(role))
    if covers and role != Role.FOCAL_POINT:
        raise BadInputError(
            "covers: only a focal point looks after countries and sectors, not an account of role {role}", role=role
        )


def _changed(session: Session, actor: Actor, account: Account, changes: Mapping[str, Any], *, now: datetime) -> Account:
    changes = dict(changes)
    role = changes.get("role", account.role)
    if role != Role.FOCAL_POINT and "covers" not in changes:
        changes["covers"] = []
    if role != Role.FOCAL_POINT and "covers_sectors" not in changes:
        changes["covers_sectors"] = []
    covers = changes.get("covers", account.covers) + changes.get("covers_sectors", account.covers_sectors)
    check_place(session, role, changes.get("organization", account.organization), covers)
    if account.role == Role.ADMINISTRATOR and (role != Role.ADMINISTRATOR or changes.get("active") is False):
        _keep_an_administrator(session, account)
    done = apply_changes(session, actor, account, changes, now=now, action="account.edit")
    if not account.active or done.keys() & {"role", "organization"}:
        _end_all(session, account.email, now=now)
    return account


def _keep_an_administrator(session: Session, account: Account) -> None:
    """Locks the administrators, so that two of them cannot remove each other at once."""
    administrators = select(Account).where(Account.role == Role.ADMINISTRATOR, col(Account.active))
    rows = session.exec(administrators.order_by(col(Account.email)).with_for_update()).all()
    if account.active and not any(row.email != account.email and not row.waits for row in rows):
        raise ConflictError("this is the last active administrator; make somebody else one first")


def _end_all(session: Session, email: str, *, now: datetime) -> None:
    revoke_sessions(session, email, now=now)
    revoke_tokens(session, email, now=now)
    end_links(session, email, now=now)
