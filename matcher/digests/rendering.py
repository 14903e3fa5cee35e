"""Renders a digest as a mail with a text and an HTML part, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from locales import speak, translate
from matcher.digests.week import monday_of
from models.account import Account
from models.digest import Digest


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the sender's address, and the public address of the service for links."""

    sender: str
    public_url: str


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("matcher.digests"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(digest: Digest, account: Account, message_id: str, letterhead: Letterhead) -> EmailMessage:
    """The mail of a digest. The same digest always renders to the same mail."""
    language = speak(digest.language)
    context = _context(digest, account, letterhead, language)
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["Subject"] = _subject(digest, context["_"])
    message["From"] = letterhead.sender
    message["To"] = account.email
    message["Date"] = format_datetime(digest.built_at)
    message["Message-ID"] = message_id
    message["List-Unsubscribe"] = f"<mailto:{parseaddr(letterhead.sender)[1]}?subject=unsubscribe>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_templates().get_template("digest.txt").render(context))
    message.add_alternative(_templates().get_template("digest.html").render(context), subtype="html")
    message["Content-Language"] = language
    return message


def _subject(digest: Digest, _: Callable[[str], str]) -> str:
    found = digest.content
    if "matches" in found:
        return _("Sursur: {count} new suggestions for your requests").format(count=len(found["matches"]))
    if "could_serve" in found:
        return _("Sursur: {count} requests that you could serve").format(count=len(found["could_serve"]))
    if "queue" in found:
        return _("Sursur: {count} suggestions wait for your review").format(count=len(found["queue"]))
    return _("Sursur: {count} of your posts expire soon").format(count=len(found.get("expiring", [])))


def _context(digest: Digest, account: Account, letterhead: Letterhead, language: str) -> dict[str, Any]:
    by_request: dict[str, list[Any]] = {}
    for item in digest.content.get("matches", []):
        by_request.setdefault(item["request"]["id"], []).append(item)
    return {
        "_": lambda text: translate(text, language),
        "language": language,
        "account": account,
        "week": format_date(monday_of(digest.week), format="long", locale=language),
        "requests": list(by_request.values()),
        "could_serve": digest.content.get("could_serve", []),
        "queue": digest.content.get("queue", []),
        "expiring": digest.content.get("expiring", []),
        "day": lambda value: format_date(date.fromisoformat(value), format="long", locale=language),
        "percent": lambda value: format_percent(value, locale=language),
        "url": letterhead.public_url.rstrip("/"),
    }
