"""Letters about a match: what they say to each side. They hold titles and names of organizations, never contact data,
reasons in free text or notes."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.letters.writing import write_letter
from matcher.review.recipients import accounts_on
from models.account import Account
from models.decision import Side
from models.organization import Organization
from models.pairing import Pairing

Content = Mapping[str, Any]


def tell_side(
    session: Session, found: Pairing, side: Side, kind: str, *, now: datetime, once: str | None = None
) -> int:
    """Writes a letter of a kind to every account of a side; answers how many. `once` names the occasion."""
    return tell(session, accounts_on(session, found, side), kind, about(session, found, side), now=now, once=once)


def tell(
    session: Session,
    accounts: Iterable[Account],
    kind: str,
    content: Content,
    *,
    now: datetime,
    once: str | None = None,
) -> int:
    """Writes a letter to some accounts, a single time each where the occasion has a name; answers how many."""
    written = 0
    for account in accounts:
        key = None if once is None else f"{kind}:{once}:{_short(account.email)}"
        written += write_letter(session, account.email, kind, content, now=now, once=key)
    return written


def _short(email: str) -> str:
    """An address as part of a key of limited length."""
    return hashlib.sha256(email.encode()).hexdigest()[:24]


def about(session: Session, found: Pairing, side: Side) -> dict[str, Any]:
    """What letters about a match say of it to a side."""
    requester = session.get_one(Organization, found.request.organization)
    provider = session.get_one(Organization, found.offer.organization)
    return {
        "match": found.id,
        "side": side,
        "request": {"id": found.request.id, "title": found.request.title},
        "offer": {"id": found.offer.id, "title": found.offer.title},
        "requester": requester.name,
        "provider": provider.name,
        "accepted": getattr(found.match, f"{side}_accepted_at", None) is not None,
    }
