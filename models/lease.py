"""Leases: one process at a time does a job, decided by one conditional UPDATE in the database."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlmodel import Field, Session, SQLModel, col

from models.base import UtcDateTime
from models.database import insert_unless_known


class Lease(SQLModel, table=True):
    """Who holds a job until when."""

    name: str = Field(primary_key=True)
    holder: str
    expires_at: datetime = Field(sa_type=UtcDateTime)


def take_lease(session: Session, name: str, holder: str, *, now: datetime, life: timedelta) -> bool:
    """True where `holder` now holds `name` until `now + life`: it was free, expired, or his already.

    A lease that ends later than two lives from now was taken by a clock that runs ahead; it keeps nobody out.
    """
    insert_unless_known(session, Lease, {"name": name, "holder": holder, "expires_at": now + life})
    free = or_(col(Lease.holder) == holder, col(Lease.expires_at) <= now, col(Lease.expires_at) > now + 2 * life)
    taken = session.execute(
        update(Lease).where(col(Lease.name) == name, free).values(holder=holder, expires_at=now + life)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]
