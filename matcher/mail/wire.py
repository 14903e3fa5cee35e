"""A mail as it travels: who sends it, who gets it, and its bytes."""

import re
from copy import copy
from dataclasses import dataclass
from email import policy
from email.errors import NonASCIILocalPartDefect
from email.message import EmailMessage
from typing import Any

from matcher.mail.outcomes import PermanentMailError

LONGEST_LINE = 998
"""Of a mail, in bytes without its end (RFC 5322)."""
ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\@\x00-\x1f\x7f]{1,64}@[^\s<>,;:\"()\\@\x00-\x1f\x7f]{1,255}")
PLAIN = policy.SMTP.clone(cte_type="7bit")
BEYOND_ASCII = policy.SMTPUTF8.clone(cte_type="7bit")
RETURN = "Return-Path"


@dataclass(frozen=True)
class WireMail:
    """A mail; `utf8` where an address needs a server that takes more than ASCII."""

    sender: str
    recipient: str
    content: bytes
    utf8: bool


def wire(message: EmailMessage) -> WireMail:
    """A message as it travels. Its `Return-Path` becomes the sender of the envelope and leaves the content.

    Raises PermanentMailError for an address that could be read as anything but one, and for a line that is too long.
    """
    sender, recipient = _address(message, RETURN if message[RETURN] else "From"), _address(message, "To")
    bare = copy(message)
    del bare[RETURN]
    utf8 = not (sender + recipient).isascii()
    content = re.sub(rb"\r\n|\r|\n", b"\r\n", bare.as_bytes(policy=BEYOND_ASCII if utf8 else PLAIN).rstrip(b"\r\n"))
    content += b"\r\n"
    if any(len(line) > LONGEST_LINE for line in content.split(b"\r\n")):
        raise PermanentMailError(f"a line of the mail has more than {LONGEST_LINE} bytes")
    return WireMail(sender, recipient, content, utf8)


def _address(message: EmailMessage, name: str) -> str:
    found = message.get_all(name, [])
    value = str(found[0]) if len(found) == 1 else ""
    address = value.strip("<>") if name == RETURN else _only(message, name)
    if not ADDRESS.fullmatch(address):
        raise PermanentMailError(f"{name}: {value[:100]!r} is not one address")
    return address


def _only(message: EmailMessage, name: str) -> str:
    header: Any = message[name]
    faults = [one for one in getattr(header, "defects", ()) if not isinstance(one, NonASCIILocalPartDefect)]
    addresses = [str(one.addr_spec) for one in getattr(header, "addresses", ())]
    return addresses[0] if len(addresses) == 1 and not faults else ""
