"""The audit trail: who changed what, when, from what to what. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime


class AuditEvent(SQLModel, table=True):
    """One change of one thing; `change` maps each field to its old and new value."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    actor: str
    action: str = Field(index=True)
    kind: str
    key: str = Field(index=True)
    change: dict[str, Any] = Field(default_factory=dict, sa_type=JsonColumn)
