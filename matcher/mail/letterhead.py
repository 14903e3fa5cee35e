"""Who writes mails, and what all of them share: headers, languages and templates."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from textwrap import fill
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import escape
from mjml import mjml2html

from locales import translate
from matcher.digests.links import Signer

WIDTH = 72
"""Characters in a line of plain text."""
SPECIAL = b"=" + bytes(range(128, 256))
"""Bytes that are written as three in a mail (quoted-printable, RFC 2045)."""
BETWEEN = re.compile(r">\s*\n\s*<")
"""Lines of a template that end between two tags: they mean nothing and make mails longer."""


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the sender's address, the public address of the service for links, and who signs those that answer.

    Without a signer the mails hold no links that answer.
    """

    sender: str
    public_url: str
    signer: Signer | None = None

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


def length_as_sent(text: str) -> int:
    """About how many bytes a part takes in a mail: three for each that is not plain ASCII, and breaks of lines."""
    plain = text.encode()
    special = len(plain) - len(plain.translate(None, SPECIAL))
    return (len(plain) + 2 * special) * 79 // 76


def wrapped(text: str, indent: str = "") -> str:
    """A paragraph of plain text in lines that every mail program shows whole; words and addresses stay in one piece."""
    return fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


@cache
def _templates(package: str, *, escaped: bool) -> Environment:
    templates = Environment(  # plain text alone escapes nothing  # nosec B701
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("matcher.mail")]),
        autoescape=escaped,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["wrapped"] = wrapped
    return templates


def as_html(mjml: str) -> str:
    """The HTML of a page of MJML: tables and inlined styles for every mail program, and nothing from elsewhere."""
    return mjml2html(BETWEEN.sub("><", mjml), fonts={}, disable_comments=True)


def filled(package: str, name: str, context: Mapping[str, Any]) -> str:
    """A template of a package with its context. A name that the context lacks is an error.

    In MJML everything is escaped that is not markup of the template itself, also in what it takes from templates of
    plain text; those alone escape nothing.
    """
    escaped = name.endswith(".mjml")
    if escaped:
        say = context["_"]
        context = {**context, "_": lambda text: escape(say(text))}
    return _templates(package, escaped=escaped).get_template(name).render(context)


def in_language(language: str) -> Callable[[str], str]:
    """What a template calls `_`."""
    return lambda text: translate(text, language)
