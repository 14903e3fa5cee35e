"""Personal tokens for programs. Only a token's hash is stored."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, Schema, UtcDateTime


class Scope(StrEnum):
    """What a token may be used for, within what its owner may do."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    ADMINISTER = "administer"


class ApiTokenCreate(Schema):
    """A token to be: what uses it, what it may do, and for how many days."""

    model_config = {
        "json_schema_extra": {"examples": [{"name": "nightly import", "scopes": ["read", "write"], "days": 90}]}
    }

    name: str = Field(min_length=1, max_length=100)
    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope))
    days: int = Field(default=90, ge=1, le=365)


class ApiTokenPublic(Schema):
    """A token as its owner sees it."""

    id: str
    name: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None


class ApiToken(SQLModel, table=True):
    """One token of one account; `name` is its owner's word for what uses it."""

    id: str = Field(primary_key=True, max_length=80)
    account: str = Field(foreign_key="account.email", index=True)
    name: str
    digest: str = Field(unique=True, max_length=64)
    scopes: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def tokens_of(session: Session, account: str) -> list[ApiToken]:
    """The tokens of an account that were not revoked, the newest first."""
    chosen = select(ApiToken).where(ApiToken.account == account, col(ApiToken.revoked_at).is_(None))
    return list(session.exec(chosen.order_by(col(ApiToken.created_at).desc(), col(ApiToken.id))))


def tokens_that_hold(session: Session, account: str, *, now: datetime) -> int:
    """How many tokens of an account could be used."""
    mine = ApiToken.account == account, col(ApiToken.revoked_at).is_(None), col(ApiToken.expires_at) > now
    return session.exec(select(func.count()).select_from(ApiToken).where(*mine)).one()


def revoke_tokens(session: Session, account: str, *, now: datetime) -> None:
    """Ends all tokens of an account."""
    mine = col(ApiToken.account) == account, col(ApiToken.revoked_at).is_(None)
    session.execute(update(ApiToken).where(*mine).values(revoked_at=now))
