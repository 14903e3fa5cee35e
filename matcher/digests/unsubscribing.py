"""Ends the digests of a reader who holds the word from one of his own, without a sign-in."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from matcher.audit import record
from matcher.errors import NotFoundError
from models.account import Account
from models.digest import Digest

GOOD_FOR = timedelta(days=400)
"""How long the word of a digest holds: people clear their mailboxes late."""


def reader_of(session: Session, word: str, *, now: datetime) -> Account:
    """Whose digest holds the word. Raises NotFoundError where it is unknown or too old."""
    digest = session.exec(select(Digest).where(Digest.unsubscribe == word)).first()
    if digest is None or digest.built_at < now - GOOD_FOR:
        raise NotFoundError("link", word, "it is mistyped or too old; the newest digest holds one that works")
    return session.get_one(Account, digest.account)


def set_digest(session: Session, word: str, *, wanted: bool, now: datetime) -> Account:
    """Ends the digests of the reader whose word this is, or begins them again."""
    account = reader_of(session, word, now=now)
    if account.wants_digest != wanted:
        account.wants_digest = wanted
        change = {"wants_digest": [not wanted, wanted]}
        thing = ("account", account.email)
        record(session, "account.digest", thing, now=now, actor=account.email, change=change)
        session.flush()
    return account
