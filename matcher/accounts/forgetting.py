"""Removes what is over and nobody asks for any more: ended sessions, links and counts, and secrets in old letters."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col

from models.account_session import AccountSession
from models.letter import Letter
from models.one_time_link import OneTimeLink
from models.tally import forget_ended

KEPT = timedelta(days=30)
"""How long ended sessions and links are kept, for who looks into an incident."""


def forget_what_is_over(session: Session, now: datetime) -> int:
    """Removes it; answers how many rows."""
    old = now - KEPT
    gone = forget_ended(session, now=now)
    for table in (AccountSession, OneTimeLink):
        gone += int(session.execute(delete(table).where(col(table.expires_at) <= old)).rowcount)  # type: ignore[attr-defined]
    secret = (col(Letter.confidential), col(Letter.written_at) <= old)
    session.execute(update(Letter).where(*secret).values(content={}))
    return gone
