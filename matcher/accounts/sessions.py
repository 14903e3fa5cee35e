"""Sessions of people who signed in."""

from datetime import datetime

from sqlmodel import Session

from matcher.accounts.actors import actor_of
from matcher.accounts.secrets import digest_of
from matcher.policy.actor import PUBLIC, Actor
from models.account import Account
from models.account_session import AccountSession


def actor_of_session(session: Session, secret: str, *, now: datetime) -> Actor:
    """Who is signed in; the public where the session is unknown, expired or ended."""
    row = session.get(AccountSession, digest_of(secret))
    account = session.get(Account, row.account) if row else None
    if row is None or account is None or not account.active or row.revoked_at or row.expires_at <= now:
        return PUBLIC
    return actor_of(session, account, second_factor=row.second_factor_at is not None)
