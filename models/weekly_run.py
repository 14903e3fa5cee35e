"""Which weeks the clock has ranked: one row an ISO week, so that each is ranked once."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class WeeklyRun(SQLModel, table=True):
    """The match run that serves an ISO week's digests."""

    week: str = Field(primary_key=True, max_length=8)
    run: int = Field(foreign_key="matchrun.id")
    done_at: datetime = Field(sa_type=UtcDateTime)
