"""Match runs: one execution of the ranking, with what it saw, the model it used and the time it took."""

from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime


class MatchRun(SQLModel, table=True):
    """One execution of the ranking over every live request, or over the one named by `request`."""

    id: int | None = Field(default=None, primary_key=True)
    request: str | None = Field(default=None, foreign_key="request.id")
    as_of: date
    model_version: str
    inputs: str = Field(foreign_key="snapshot.digest")
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime = Field(sa_type=UtcDateTime)
    seconds: dict[str, float] = Field(default_factory=dict, sa_type=JsonColumn)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JsonColumn)


def latest_run(session: Session, *, request: str | None = None) -> MatchRun | None:
    """The newest run over everything, or over one request."""
    newest = select(MatchRun).where(col(MatchRun.request).is_not_distinct_from(request))
    return session.exec(newest.order_by(col(MatchRun.id).desc()).limit(1)).first()
