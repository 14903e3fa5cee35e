"""Bounces: what other mail servers, or ours at the door, said of mails that could not be brought to an address."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime


class Bounce(SQLModel, table=True):
    """One failure of one mail; `hard` where the address itself is wrong. `counts` until mail is let through again."""

    __table_args__ = (UniqueConstraint("delivery", "hard"),)

    id: int | None = Field(default=None, primary_key=True)
    delivery: int = Field(foreign_key="delivery.id")
    account: str = Field(foreign_key="account.email", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    hard: bool
    counts: bool = True
    said: str


def counted_bounces(session: Session, account: str, *, since: datetime) -> int:
    """How many mails to an account have come back since a moment."""
    mine = (Bounce.account == account, col(Bounce.counts), Bounce.at >= since)
    return session.exec(select(func.count(col(Bounce.delivery).distinct())).where(*mine)).one()


def forgive_bounces(session: Session, account: str) -> None:
    """The bounces of an account so far speak against it no more."""
    session.execute(update(Bounce).where(col(Bounce.account) == account).values(counts=False))
