"""One-time links: what a mail carries to prove that its reader holds the address. Only a link's hash is stored."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col

from models.base import UtcDateTime


class Purpose(StrEnum):
    """What a link is good for, and for nothing else."""

    INVITATION = "invitation"
    CONFIRMATION = "confirmation"
    PASSWORD_RESET = "password-reset"  # noqa: S105


class OneTimeLink(SQLModel, table=True):
    """One link of one account; it ends when used, when replaced by a newer one, or at `expires_at`."""

    digest: str = Field(primary_key=True, max_length=64)
    account: str = Field(foreign_key="account.email", index=True)
    purpose: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def standing_link(session: Session, digest: str, purpose: Purpose, *, now: datetime) -> OneTimeLink | None:
    """A link that may still be used; None where it is unknown, over, used or for another purpose."""
    link = session.get(OneTimeLink, digest)
    stands = link is not None and link.purpose == purpose and link.ended_at is None and link.expires_at > now
    return link if stands else None


def end_link(session: Session, digest: str, purpose: Purpose, *, now: datetime) -> str | None:
    """Uses a link up; answers its account, None where it is unknown, over, used or for another purpose.

    Of many who use one link at once, one gets the account.
    """
    link = col(OneTimeLink.digest) == digest, col(OneTimeLink.purpose) == purpose
    stands = col(OneTimeLink.ended_at).is_(None), col(OneTimeLink.expires_at) > now
    used = update(OneTimeLink).where(*link, *stands).values(ended_at=now).returning(col(OneTimeLink.account))
    return session.execute(used).scalar()


def end_links(session: Session, account: str, *purposes: Purpose, now: datetime) -> None:
    """Ends the links of an account that still stand: those of some purposes, or all."""
    chosen = [col(OneTimeLink.account) == account, col(OneTimeLink.ended_at).is_(None)]
    if purposes:
        chosen.append(col(OneTimeLink.purpose).in_(purposes))
    session.execute(update(OneTimeLink).where(*chosen).values(ended_at=now))
