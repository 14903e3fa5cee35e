"""Who writes mails, and what all of them share: headers, languages and templates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from locales import translate


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the sender's address, and the public address of the service for links."""

    sender: str
    public_url: str

    @property
    def url(self) -> str:
        """The public address, as links begin."""
        return self.public_url.rstrip("/")

    @property
    def address(self) -> str:
        """The sender's address without his name."""
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """The domain of the sender, for Message-IDs."""
        return self.address.rpartition("@")[2]

    def message(self, recipient: str, message_id: str, *, at: datetime) -> EmailMessage:
        """A mail with its headers but those that its content decides."""
        mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
        mail["From"] = self.sender
        mail["To"] = recipient
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = message_id
        mail["Auto-Submitted"] = "auto-generated"
        return mail


def put_in(mail: EmailMessage, text: str, html: str, *, language: str) -> None:
    """Gives a mail its text and its HTML part."""
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    mail["Content-Language"] = language


@cache
def _templates(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def filled(package: str, name: str, context: Mapping[str, Any]) -> str:
    """A template of a package with its context; HTML is escaped. A name that the context lacks is an error."""
    return _templates(package).get_template(name).render(context)


def in_language(language: str) -> Callable[[str], str]:
    """What a template calls `_`."""
    return lambda text: translate(text, language)
