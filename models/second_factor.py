"""Second factors: the secret that an account shares with an app on a phone, and codes for the day the phone is lost."""

from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime


class SecondFactor(SQLModel, table=True):
    """The factor of one account: `secret` is encrypted, `confirmed_at` tells when a first code proved it.

    `last_step` is the newest 30-second step whose code was taken: no code is taken twice.
    """

    account: str = Field(primary_key=True, foreign_key="account.email", max_length=254)
    secret: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_step: int = 0


class RecoveryCode(SQLModel, table=True):
    """A code that stands in for the factor once. Only its hash is stored."""

    digest: str = Field(primary_key=True, max_length=64)
    account: str = Field(foreign_key="account.email", index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def confirmed_factor(session: Session, account: str) -> SecondFactor | None:
    """The factor that an account must show; None where it has none, or never proved it."""
    factor = session.get(SecondFactor, account)
    return factor if factor and factor.confirmed_at else None


def take_step(session: Session, account: str, step: int) -> bool:
    """Takes the code of a step, unless it or a newer one was taken before; safe among many at once."""
    newer = col(SecondFactor.account) == account, col(SecondFactor.last_step) < step
    taken = session.execute(update(SecondFactor).where(*newer).values(last_step=step))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def use_recovery_code(session: Session, account: str, digest: str, *, now: datetime) -> bool:
    """Uses a recovery code up; False where it is unknown or used."""
    mine = col(RecoveryCode.digest) == digest, col(RecoveryCode.account) == account
    used = session.execute(update(RecoveryCode).where(*mine, col(RecoveryCode.used_at).is_(None)).values(used_at=now))
    return bool(used.rowcount)  # type: ignore[attr-defined]


def codes_left(session: Session, account: str) -> int:
    """How many recovery codes an account has not used."""
    unused = select(func.count()).where(RecoveryCode.account == account, col(RecoveryCode.used_at).is_(None))
    return session.exec(unused).one()


def forget_codes(session: Session, account: str) -> None:
    """Removes all recovery codes of an account."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account) == account))
