"""Digests as mails for others than their readers: what was sent, what would be sent now, and a test to oneself.

The links of a digest act in its reader's name, so that nobody else is shown their words.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlmodel import Session, select

from matcher.accounts.administering import one_account
from matcher.digests.building import Plan, preview
from matcher.digests.rendering import render, render_preview
from matcher.digests.reporting import digest_with_delivery
from matcher.errors import ConflictError, NotFoundError, UnauthenticatedError
from matcher.letters.writing import WRITTEN_OUT, write_letter
from matcher.mail.letterhead import Letterhead
from matcher.policy import Actor, demand
from matcher.policy.mails import MailAction
from models.account import Account
from models.delivery import Delivery
from models.letter import Letter

ACTING = re.compile(r"(/(?:unsubscribe|subscribe|answer)/)[^\s\"'<>)\]]+")
"""Links by which a reader acts without signing in."""


@dataclass(frozen=True)
class ShownMail:
    """A mail without its headers."""

    subject: str
    text: str
    html: str
    language: str


def as_sent(session: Session, actor: Actor, digest_id: int, letterhead: Letterhead) -> ShownMail:
    """The mail of a digest. Raises NotFoundError, also where no mail was made."""
    digest, delivery = digest_with_delivery(session, actor, digest_id)
    if delivery is None:
        raise NotFoundError("mail of digest", str(digest_id), "none was made: there was nothing to say")
    reader = session.get_one(Account, digest.account)
    return without_words(render(digest, reader, delivery.message_id, letterhead))


def previewed(
    session: Session, actor: Actor, email: str, letterhead: Letterhead, *, now: datetime
) -> tuple[Plan, ShownMail | None]:
    """What a reader's digest would say now, and its mail, none where there is nothing to say.

    For the reader and for administrators. Raises NotFoundError for everybody else too.
    """
    plan = preview(session, one_account(session, actor, email), now=now)
    if plan.skipped is not None:
        return plan, None
    return plan, without_words(render_preview(plan, letterhead=letterhead, now=now))


def send_test(session: Session, actor: Actor, letterhead: Letterhead, *, account: str | None, now: datetime) -> int:
    """Queues a mail to the asking administrator that looks as the digest of an account (the own one where none is
    named) would now; answers the delivery. What readers get, and what they were shown, is not touched.

    Raises ConflictError where there is nothing to say.
    """
    demand(actor, MailAction.TEST_DIGEST)
    if actor.email is None:
        raise UnauthenticatedError("a test goes to the address of whoever asks: sign in")
    _, mail = previewed(session, actor, account or actor.email, letterhead, now=now)
    if mail is None:
        raise ConflictError(
            "there is nothing to say to {account} now; name an account with a digest", account=account or actor.email
        )
    once = f"{WRITTEN_OUT} {actor.email} {now.isoformat()}"
    write_letter(session, actor.email, WRITTEN_OUT, vars(mail), now=now, once=once, confidential=True)
    return session.exec(select(Delivery.id).join(Letter).where(Letter.once == once)).one() or 0


def without_words(mail: EmailMessage) -> ShownMail:
    """A mail without the words by which its links act."""
    text, html = (ACTING.sub(r"\1…", _part(mail, kind)) for kind in ("plain", "html"))
    return ShownMail(str(mail["Subject"]), text, html, str(mail["Content-Language"]))


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return "" if part is None else str(part.get_content())
