"""Takes mails that came back, and stops mail to addresses that it does not reach."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, select

from matcher.mail.reading_bounces import Failure, read_bounce
from matcher.mail.stopping import stop_mail
from models.account import Account, MailStop
from models.bounce import Bounce, counted_bounces
from models.database import insert_unless_known
from models.delivery import Delivery
from models.digest import Digest
from models.letter import Letter

PATIENCE = timedelta(days=60)
"""How far back mails that came back count."""
TOO_OFTEN = 5
"""So many of them stop mail to an address."""
WRONG_ADDRESS = re.compile(r"\b5[.]1[.](1|2|3|6|10)\b|\b5[.]2[.]1\b")
"""Status codes that say that the address itself is wrong (RFC 3463)."""


class Taken(StrEnum):
    """What came of a mail that was said to have come back."""

    STOPPED = "stopped"
    COUNTED = "counted"
    KNOWN = "known"
    IGNORED = "ignored"


@dataclass(frozen=True)
class ReturnedMail:
    """A mail as it came in, and the address that it was brought to where the mail server tells."""

    content: bytes
    brought_to: str = ""


def take_bounce(session: Session, mail: ReturnedMail, bounces: str, *, now: datetime) -> Taken:
    """Notes a mail that came to the return address `bounces`. One that bears no word of ours, or reports no failure,
    is ignored: anybody may write there."""
    failure = read_bounce(mail.content, mail.brought_to, bounces)
    if failure is None:
        return Taken.IGNORED
    chosen = select(Delivery).where(Delivery.bounce_word == failure.word)
    row = session.exec(chosen).one_or_none()
    return Taken.IGNORED if row is None else note_failure(session, row, failure, now=now)


def note_refusal(session: Session, delivery: int, said: str, *, now: datetime) -> None:
    """Notes that our mail server would not take mail for an address; hard only where it says that this is wrong."""
    row = session.get_one(Delivery, delivery)
    note_failure(session, row, Failure("", WRONG_ADDRESS.search(said) is not None, said), now=now)


def note_failure(session: Session, row: Delivery, failure: Failure, *, now: datetime) -> Taken:
    """Notes one failure of one mail once, and stops mail to the account where it is hard or one of too many."""
    account = reader_of(session, row)
    known = {"delivery": row.id, "hard": failure.hard, "account": account.email, "at": now, "counts": True}
    if insert_unless_known(session, Bounce, known | {"said": failure.said}) is None:
        return Taken.KNOWN
    if failure.hard:
        stopped = stop_mail(session, account, MailStop.BOUNCED, now=now)
    else:
        often = counted_bounces(session, account.email, since=now - PATIENCE) >= TOO_OFTEN
        stopped = often and stop_mail(session, account, MailStop.BOUNCED_OFTEN, now=now)
    return Taken.STOPPED if stopped else Taken.COUNTED


def reader_of(session: Session, row: Delivery) -> Account:
    """Whom a mail is for."""
    if row.letter is not None:
        return session.get_one(Account, session.get_one(Letter, row.letter).account)
    return session.get_one(Account, session.get_one(Digest, row.digest).account)
