"""Sessions of people who signed in. The secret goes to the browser once; only its hash stays here.

A session ends when its owner, a new password or an administrator ends it, when it lies idle, or at its last day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, select

from matcher.accounts.actors import actor_of
from matcher.accounts.secrets import digest_of, new_secret
from matcher.audit import record
from matcher.errors import NotFoundError
from matcher.policy import PUBLIC, Actor, demand
from matcher.policy.accounts import AccountAction
from models.account import Account, Role
from models.account_session import AccountSession, revoke_sessions, sessions_of

GUARDED = frozenset({Role.FOCAL_POINT, Role.ADMINISTRATOR})
"""Roles that need a second factor outside development."""
IDLE = timedelta(hours=12)
LIFE = timedelta(days=7)
SELDOM = timedelta(minutes=5)
"""How often a use is written down at most."""
UNFINISHED = timedelta(minutes=15)
"""How long one may take over the second factor."""


@dataclass(frozen=True)
class Visitor:
    """Where a call comes from: the network that limits count, what the browser says of itself, and the secret of the
    session that it is in already."""

    network: str
    agent: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class Opened:
    """A new session and its secret, which is told this once."""

    row: AccountSession
    secret: str


def open_session(
    session: Session, account: Account, visitor: Visitor, *, now: datetime, second_factor: bool | None
) -> Opened:
    """A new session. `second_factor`: whether it was given; None where none is needed."""
    secret, awaits = new_secret(), second_factor is False
    row = AccountSession(
        digest=digest_of(secret),
        account=account.email,
        created_at=now,
        last_seen_at=now,
        expires_at=now + (UNFINISHED if awaits else LIFE),
        second_factor_at=now if second_factor else None,
        awaits_second_factor=awaits,
        client=(visitor.agent or "")[:300] or None,
    )
    session.add(row)
    session.flush()
    return Opened(row, secret)


class Standing(NamedTuple):
    """A session that has not ended, and whose it is."""

    row: AccountSession
    account: Account


def standing(session: Session, secret: str, *, now: datetime) -> Standing | None:
    """The session of a secret, also one that waits for the second factor; None where it ended or is unknown."""
    chosen = select(AccountSession, Account).join(Account, col(Account.email) == AccountSession.account)
    found = session.exec(chosen.where(AccountSession.digest == digest_of(secret))).first()
    if found is None:
        return None
    row, account = found
    over = row.revoked_at or row.expires_at <= now or row.last_seen_at + IDLE <= now
    return None if over or not account.active else Standing(row, account)


def standing_session(session: Session, secret: str, *, now: datetime) -> AccountSession | None:
    """As `standing`, without the account."""
    found = standing(session, secret, now=now)
    return found.row if found else None


def actor_of_session(session: Session, found: Standing, *, guarded: bool = False) -> Actor:
    """Who is signed in; the public where the session lacks the second factor.

    `guarded`: whether some roles must have one, as outside development.
    """
    if found.row.awaits_second_factor:
        return PUBLIC
    actor = actor_of(session, found.account, second_factor=found.row.second_factor_at is not None)
    return PUBLIC if guarded and actor.role in GUARDED and not actor.second_factor else actor


def note_seen(session: Session, secret: str, *, now: datetime) -> None:
    """Writes down that a session is in use, so that it does not lie idle."""
    seen = update(AccountSession).where(col(AccountSession.digest) == digest_of(secret)).values(last_seen_at=now)
    session.execute(seen)


def own_sessions(session: Session, actor: Actor, *, now: datetime) -> list[AccountSession]:
    """Where somebody is signed in, the newest first."""
    demand(actor, AccountAction.SECURE)
    return sessions_of(session, actor.email or "", now=now, seen_after=now - IDLE)


def end_own_session(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    """Ends one of one's sessions. Raises NotFoundError."""
    found = next((row for row in own_sessions(session, actor, now=now) if row.id == key), None)
    if found is None:
        raise NotFoundError("session", key)
    end_session(session, found, now=now)


def end_former_session(session: Session, visitor: Visitor, *, now: datetime) -> None:
    """Ends the session that a browser is in when it signs in anew: none outlives the one that follows it."""
    row = standing_session(session, visitor.session, now=now) if visitor.session else None
    if row is not None:
        end_session(session, row, now=now)


def end_session(session: Session, row: AccountSession, *, now: datetime) -> None:
    """Ends a session at once."""
    row.revoked_at = now
    session.add(row)
    session.flush()
    record(session, "account.sign-out", ("account", row.account), now=now, actor=row.account, change={})


def end_other_sessions(session: Session, actor: Actor, current: str | None, *, now: datetime) -> int:
    """Ends all of one's sessions but the one of the secret `current`; answers how many."""
    demand(actor, AccountAction.SECURE)
    ended = revoke_sessions(session, actor.email or "", now=now, but=digest_of(current) if current else None)
    if ended:
        thing = ("account", actor.email or "")
        record(session, "account.sign-out-elsewhere", thing, now=now, actor=actor.name_in_trail, change={})
    return ended
