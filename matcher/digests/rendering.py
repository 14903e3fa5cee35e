"""Renders a digest as a mail with a text and an HTML part, in the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from textwrap import shorten
from typing import Any

from babel.dates import format_date
from babel.numbers import format_percent

from locales import speak
from matcher.digests.building import Plan
from matcher.digests.links import Links
from matcher.digests.week import monday_of, week_of
from matcher.mail.letterhead import Letterhead, as_html, filled, in_language, length_as_sent, put_in
from models.account import Account, Role
from models.digest import Digest

PACKAGE = "matcher.digests"
SECTIONS = (
    "answers",
    "territories",
    "matches",
    "could_serve",
    "stalled",
    "queue",
    "submitted",
    "unmet",
    "expiring",
    "evaluations",
    "needs",
    "calls",
    "experts",
    "community",
    "raises",
)
"""In the order in which they are read."""
URGENT_FIRST = (
    "answers",
    "territories",
    "queue",
    "submitted",
    "matches",
    "evaluations",
    "needs",
    "calls",
    "experts",
    "could_serve",
    "expiring",
    "stalled",
    "community",
    "unmet",
    "raises",
)
"""What the subject names first: what only this reader can do, then what is new, then what is good to know."""
ANSWERED = frozenset({"answers", "matches", "expiring", "needs"})
"""The sections with links that answer."""
LONGEST_TITLE = 90
"""How much of a title the preheader shows, in characters: mail programs show about as much."""
LARGEST = 98_000
"""Longest parts of a mail, in bytes as they are sent: Gmail hides what comes after 102 kB."""
LONG = frozenset({"title", "name", "what"})
MOST_IN_BRIEF = 48
"""How much of these a longer mail holds, in characters."""


MOST = {"territories": 3, "stalled": 3, "unmet": 5, "expiring": 5, "evaluations": 3, "needs": 3}
"""How many items of a section are shown where the rest comes again next week: what waits stays until it is settled."""


@dataclass(frozen=True)
class Section:
    """A part of a mail, with what stands in it; in brief, where the mail is too long."""

    name: str
    items: Sequence[dict[str, Any]]
    brief: bool = False

    @property
    def shown(self) -> Sequence[dict[str, Any]]:
        """The items that are spelled out."""
        shown = self.items[: MOST.get(self.name)]
        return [_in_brief(one) for one in shown] if self.brief else shown

    @property
    def more(self) -> int:
        """How many more there are."""
        return len(self.items) - len(self.shown)


def _in_brief(item: dict[str, Any]) -> dict[str, Any]:
    """An item without the reason of a suggestion, which its page gives, and with long words cut."""
    parts = {name: _in_brief(one) for name, one in item.items() if isinstance(one, dict)}
    cut = {name: shorten(item[name], MOST_IN_BRIEF, placeholder=" …") for name in LONG & item.keys()}
    return item | parts | cut | ({"why": ""} if "why" in item else {})


def render(digest: Digest, account: Account, message_id: str, letterhead: Letterhead) -> EmailMessage:
    """The mail of a digest. The same digest always renders to the same mail."""
    language = speak(digest.language)
    context = _context(digest, account, letterhead, language)
    subject = " ".join(filled(PACKAGE, "subject.txt", context).split())
    context |= {"subject": subject, "preheader": " ".join(filled(PACKAGE, "preheader.txt", context).split())}
    text, html = _parts(context)
    message = letterhead.message(account.email, message_id, at=digest.built_at)
    message["Subject"] = subject
    message["List-Id"] = f"Sursur <digest.{letterhead.domain}>"
    message["Precedence"] = "bulk"
    unsubscribe = context["links"].unsubscribe
    message["List-Unsubscribe"] = f"<{unsubscribe}>, <mailto:{letterhead.address}?subject=unsubscribe>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    put_in(message, text, html, language=language)
    return message


def _parts(context: dict[str, Any]) -> tuple[str, str]:
    """The plain text and the HTML; with less of every item where they are too long."""
    text, html = _filled(context)
    if length_as_sent(text) + length_as_sent(html) > LARGEST:
        text, html = _filled(context | {"sections": [replace(one, brief=True) for one in context["sections"]]})
    return text, html


def _filled(context: dict[str, Any]) -> tuple[str, str]:
    return filled(PACKAGE, "digest.txt", context), as_html(filled(PACKAGE, "digest.mjml", context))


def render_preview(plan: Plan, *, letterhead: Letterhead, now: datetime) -> EmailMessage:
    """The mail that a plan would become. Its links answer nothing, whoever opens them."""
    week = week_of(now)
    digest = Digest(
        account=plan.account.email,
        week=week,
        language=plan.account.language,
        content=plan.content,
        built_at=now,
        unsubscribe="preview",
    )
    return render(digest, plan.account, f"<preview.{week}.{plan.account.email}>", letterhead)


def _context(digest: Digest, account: Account, letterhead: Letterhead, language: str) -> dict[str, Any]:
    return {
        "_": in_language(language),
        "language": language,
        "account": account,
        "party": account.role in (Role.AGENCY, Role.PROVIDER),
        "week": format_date(monday_of(digest.week), format="long", locale=language),
        "sections": list(_sections(digest, SECTIONS)),
        "leading": list(_sections(digest, URGENT_FIRST)),
        "links": Links(letterhead.url, digest, letterhead.signer),
        "can_answer": letterhead.signer is not None and not ANSWERED.isdisjoint(digest.content),
        "longest_title": LONGEST_TITLE,
        "day": lambda value: format_date(date.fromisoformat(value), format="long", locale=language),
        "percent": lambda value: format_percent(value, locale=language),
        "url": letterhead.url,
    }


def _sections(digest: Digest, order: Sequence[str]) -> Iterator[Section]:
    for name in order:
        if digest.content.get(name):
            yield Section(name, digest.content[name])
