"""Sessions: who is signed in where. Only the hash of a session's secret is stored."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


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
