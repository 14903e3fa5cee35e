"""Learned weight tables: proposed by the machine, promoted and rolled back by people."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime


class WeightTableState(StrEnum):
    """Where a weight table stands. What a person rejected is kept, and may be promoted after all."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    RETIRED = "retired"
    REJECTED = "rejected"


_IS_ACTIVE = text("state = 'active'")


class WeightTable(SQLModel, table=True):
    """One learned table. Its rows never change, so its version names them; `replaced` is the table that was active when
    this one was promoted (None for the experts'), to which a roll-back returns."""

    __table_args__ = (
        Index("ix_weighttable_one_active", "state", unique=True, sqlite_where=_IS_ACTIVE, postgresql_where=_IS_ACTIVE),
    )

    version: str = Field(primary_key=True, max_length=40)
    rows: list[dict[str, Any]] = Field(sa_type=JsonColumn)
    calibration: dict[str, float] | None = Field(default=None, sa_type=JsonColumn)
    manifest: dict[str, Any] = Field(sa_type=JsonColumn)
    report: dict[str, Any] = Field(sa_type=JsonColumn)
    state: str = Field(default=WeightTableState.PROPOSED)
    replaced: str | None = Field(default=None, foreign_key="weighttable.version")
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str
    promoted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    promoted_by: str | None = None


def active_table(session: Session) -> WeightTable | None:
    """The table in use; None for the experts'."""
    return session.exec(select(WeightTable).where(WeightTable.state == WeightTableState.ACTIVE)).one_or_none()


def weight_tables(session: Session) -> list[WeightTable]:
    """Every learned table, the oldest first."""
    return list(session.exec(select(WeightTable).order_by(col(WeightTable.created_at), col(WeightTable.version))))
