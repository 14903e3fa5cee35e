"""Personal tokens for programs. Only a token's hash is stored."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime


class Scope(StrEnum):
    """What a token may be used for, within what its owner may do."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    ADMINISTER = "administer"


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
