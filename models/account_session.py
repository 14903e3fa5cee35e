"""Sessions: who is signed in where. Only the hash of a session's secret is stored."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import Schema, UtcDateTime


class AccountSessionPublic(Schema):
    """A session as its owner sees it; `current` is the one that asks, `client` what the browser says of itself."""

    id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    second_factor: bool
    client: str | None = None
    current: bool


class AccountSession(SQLModel, table=True):
    """One sign-in that lasts until it expires or is revoked, by log-out, its owner or an administrator."""

    digest: str = Field(primary_key=True, max_length=64)
    account: str = Field(foreign_key="account.email", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_factor_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    client: str | None = Field(default=None, max_length=300)
    awaits_second_factor: bool = Field(default=False)

    @property
    def id(self) -> str:
        """The name of the session for its owner; nobody signs in with it."""
        return f"ses-{self.digest[:16]}"


def sessions_of(session: Session, account: str, *, now: datetime, seen_after: datetime) -> list[AccountSession]:
    """The sessions of an account that stand, the newest first."""
    stand = col(AccountSession.revoked_at).is_(None), col(AccountSession.expires_at) > now
    seen = col(AccountSession.last_seen_at) > seen_after
    chosen = select(AccountSession).where(AccountSession.account == account, seen, *stand)
    return list(session.exec(chosen.order_by(col(AccountSession.created_at).desc(), col(AccountSession.digest))))


def revoke_sessions(session: Session, account: str, *, now: datetime, but: str | None = None) -> int:
    """Ends the sessions of an account, but the one with the digest `but`; answers how many."""
    mine = [col(AccountSession.account) == account, col(AccountSession.revoked_at).is_(None)]
    if but is not None:
        mine.append(col(AccountSession.digest) != but)
    ended = session.execute(update(AccountSession).where(*mine).values(revoked_at=now))
    return int(ended.rowcount)  # type: ignore[attr-defined]
