"""Signing in: by password or by a provider, then by the second factor where the account has one or must have one.

Each step has a transaction of its own: an attempt stays counted when it fails, and nobody waits while a password is
checked.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.accounts.keys import Keyring
from matcher.accounts.limits import (
    SIGN_IN_ACCOUNT,
    SIGN_IN_CLIENT,
    SIGN_IN_HERE,
    Limit,
    clear,
    count,
    pardon,
)
from matcher.accounts.password_rule import refined
from matcher.accounts.passwords import is_password
from matcher.accounts.sessions import GUARDED, Visitor, end_former_session, open_session, standing_session
from matcher.audit import record
from matcher.errors import UnauthenticatedError
from models.account import Account, account_at, normal_address
from models.account_session import AccountSession
from models.database import reading, writing
from models.second_factor import confirmed_factor


class Next(StrEnum):
    """What is left to do before one is signed in."""

    NOTHING = "nothing"
    GIVE_CODE = "give-code"
    SET_UP = "set-up"


@dataclass(frozen=True)
class Entrance:
    """What signing in needs. `guarded`: whether some roles must have a second factor, as outside development."""

    engine: Engine
    keys: Keyring
    guarded: bool = False


@dataclass(frozen=True)
class Admitted:
    """A session that was opened, what is left to do, and when it ends at the latest."""

    secret: str
    account: str
    next: Next
    expires_at: datetime


def sign_in(entrance: Entrance, visitor: Visitor, *, email: str, password: str, now: datetime) -> Admitted:
    """Opens a session for who knows the password.

    Raises UnauthenticatedError in the same words and after the same work for a wrong password as for an unknown or
    disabled account; TooManyError; BusyError.
    """
    address = normal_address(email)
    with writing(entrance.engine) as session:
        for limit, subject in _counted(address, visitor):
            count(session, limit, subject, now=now)
    with reading(entrance.engine) as session:
        account = account_at(session, address)
        stored = account.password_hash if account and account.active else None
    if not is_password(refined(password), stored):
        raise UnauthenticatedError("the address or the password is not right")
    with writing(entrance.engine) as session:
        account = session.get_one(Account, address)
        if account.password_hash != stored or not account.active:
            raise UnauthenticatedError("the account has changed at this moment; sign in again")
        clear(session, SIGN_IN_HERE, f"{address} {visitor.network}")
        pardon(session, SIGN_IN_ACCOUNT, address)
        pardon(session, SIGN_IN_CLIENT, visitor.network)
        return admit(session, entrance, visitor, account, now=now)


def sign_in_by_provider(entrance: Entrance, visitor: Visitor, *, email: str, now: datetime) -> Admitted:
    """Opens a session for somebody whose address a provider vouches for. Raises UnauthenticatedError."""
    with writing(entrance.engine) as session:
        account = account_at(session, email)
        if account is None or not account.active or account.confirmed_at is None:
            raise UnauthenticatedError(
                "no confirmed account has the address that the sign-in service gives; ask for an invitation"
            )
        return admit(session, entrance, visitor, account, now=now)


def admit(session: Session, entrance: Entrance, visitor: Visitor, account: Account, *, now: datetime) -> Admitted:
    """A session after the first factor: whole where no second one is needed. The one before it ends."""
    end_former_session(session, visitor, now=now)
    left = whats_next(session, entrance, account)
    needed = None if left == Next.NOTHING else False
    opened = open_session(session, account, visitor, now=now, second_factor=needed)
    if left == Next.NOTHING:
        tell(session, account, now=now)
    return Admitted(opened.secret, account.email, left, opened.row.expires_at)


def whats_next(session: Session, entrance: Entrance, account: Account) -> Next:
    """What an account must still do after its password."""
    if confirmed_factor(session, account.email) is not None:
        return Next.GIVE_CODE
    return Next.SET_UP if needs_factor(entrance, account) else Next.NOTHING


def needs_factor(entrance: Entrance, account: Account) -> bool:
    """Whether an account may not be without a second factor."""
    return entrance.guarded and account.role in GUARDED


def tell(session: Session, account: Account, *, now: datetime) -> None:
    """Writes a sign-in into the audit trail."""
    record(session, "account.sign-in", ("account", account.email), now=now, actor=account.email, change={})


def holder(session: Session, secret: str | None, *, now: datetime) -> AccountSession:
    """The session of somebody who signed in, or is about to. Raises UnauthenticatedError."""
    row = standing_session(session, secret, now=now) if secret else None
    if row is None:
        raise UnauthenticatedError("sign in with your password first")
    return row


def _counted(address: str, visitor: Visitor) -> tuple[tuple[Limit, str], ...]:
    return (
        (SIGN_IN_HERE, f"{address} {visitor.network}"),
        (SIGN_IN_ACCOUNT, address),
        (SIGN_IN_CLIENT, visitor.network),
    )
