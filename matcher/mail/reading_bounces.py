"""Reads mails that came back: which of ours it was, and whether for good."""

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from matcher.mail.conversation import plain
from matcher.mail.return_address import words_in

log = logging.getLogger(__name__)
MOST_BYTES = 1024 * 1024
"""What is read of a mail; reports of failures begin with what they report."""
BROUGHT_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
"""Headers that name the address a mail was brought to."""
STATUS = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})")


@dataclass(frozen=True)
class Failure:
    """What a mail that came back says: of which mail, whether the address is wrong (`hard`), in the server's words."""

    word: str
    hard: bool
    said: str


def read_bounce(content: bytes, brought_to: str, bounces: str) -> Failure | None:
    """The failure that a mail reports; None where it bears no word of a return address, or reports none."""
    try:
        mail = message_from_bytes(content[:MOST_BYTES])
        headers = [str(value) for name in BROUGHT_TO for value in mail.get_all(name, [])]
        words = words_in(bounces, [brought_to, *headers])
        return _failure(mail, words[0]) if words else None
    except Exception:  # anybody may write anything there
        log.warning("a mail that came back cannot be read", exc_info=True, extra={"action": "bounce.unread"})
        return None


def _failure(mail: Message, word: str) -> Failure | None:
    temporary, permanent = all_failures(mail)
    if not temporary and not permanent:
        return None
    statuses = [str(part["Status"]) for part in _reports(mail)]
    hard = bool(permanent) and not (statuses and all(map(_passes, statuses)))
    return Failure(word, hard, _said(mail) or ("permanent failure" if permanent else "temporary failure"))


def _reports(mail: Message) -> list[Message]:
    """The parts of a report that speak of one recipient each (RFC 3464)."""
    return [part for part in mail.walk() if part["Status"] and part["Final-Recipient"]]


def _passes(status: str) -> bool:
    """Whether a status speaks of what passes: a full mailbox, a mail that is too large, a policy of the receiver."""
    found = STATUS.match(status)
    if found is None:
        return False
    kind, subject, detail = found.groups()
    return kind != "5" or (subject, detail) in {("2", "2"), ("2", "3")} or subject in {"3", "6", "7"}


def _said(mail: Message) -> str:
    words = [f"{part['Status']} {part['Diagnostic-Code'] or ''}" for part in _reports(mail)]
    return plain("; ".join(words))
