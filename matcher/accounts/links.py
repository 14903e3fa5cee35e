"""One-time links: sent by mail, good once, for one purpose, for a while. A newer one ends the older."""

from datetime import datetime, timedelta

from sqlmodel import Session

from matcher.accounts.secrets import digest_of, new_secret
from matcher.errors import DeadLinkError
from matcher.mail.stopping import let_through
from models.account import Account
from models.one_time_link import OneTimeLink, Purpose, end_link, end_links, standing_link

LIFE = {
    Purpose.INVITATION: timedelta(days=14),
    Purpose.CONFIRMATION: timedelta(days=2),
    Purpose.PASSWORD_RESET: timedelta(hours=1),
}
"""How long a link holds."""


def new_link(session: Session, account: Account, purpose: Purpose, *, now: datetime) -> str:
    """A new secret for a link to an account; earlier links for the same purpose end."""
    secret = new_secret()
    end_links(session, account.email, purpose, now=now)
    session.add(
        OneTimeLink(
            digest=digest_of(secret),
            account=account.email,
            purpose=purpose,
            created_at=now,
            expires_at=now + LIFE[purpose],
        )
    )
    session.flush()
    return secret


def reader_of(session: Session, secret: str, purpose: Purpose, *, now: datetime) -> Account:
    """The account of a link that holds, without using it up. Raises DeadLinkError."""
    link = standing_link(session, digest_of(secret), purpose, now=now)
    return _living(session, link.account if link else None)


def follow_link(session: Session, secret: str, purpose: Purpose, *, now: datetime) -> Account:
    """Uses a link up and answers its account, which mail evidently reaches. Raises DeadLinkError."""
    account = _living(session, end_link(session, digest_of(secret), purpose, now=now))
    let_through(session, account, now=now, by=account.email)
    return account


def _living(session: Session, address: str | None) -> Account:
    account = session.get(Account, address) if address else None
    if account is None or not account.active:
        raise DeadLinkError
    return account
