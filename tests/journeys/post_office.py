"""What arrives by mail: the `.eml` files that the service writes, as their readers open them."""

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.utils import parsedate_to_datetime
from pathlib import Path


@dataclass(frozen=True)
class Mail:
    """One mail as its reader sees it."""

    to: str
    subject: str
    text: str
    sent: datetime


class PostOffice:
    """All mails that went out, the oldest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, Mail] = {}

    def mails(self, to: str | None = None, about: str = "") -> list[Mail]:
        """The mails to somebody whose subject holds some words."""
        for file in self._folder.glob("*.eml"):
            if file.name not in self._opened:
                self._opened[file.name] = _read(file)
        wanted = [one for one in self._opened.values() if to in (None, one.to) and about in one.subject]
        return sorted(wanted, key=lambda one: (one.sent, one.to, one.subject))

    def invitation(self, to: str) -> str:
        """The token at the end of the newest invitation's link."""
        found = re.search(r"/invitation/(\S+)", self.mails(to, "your invitation")[-1].text)
        assert found is not None
        return found.group(1)


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    sent = parsedate_to_datetime(str(message["Date"]))
    return Mail(str(message["To"]), str(message["Subject"]), body.get_content(), sent)
