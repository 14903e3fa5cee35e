"""Renders a digest as a mail with a text and an HTML part, in the reader's language."""

from collections.abc import Callable
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any

from babel.dates import format_date
from babel.numbers import format_percent

from locales import speak
from matcher.digests.building import Plan
from matcher.digests.week import monday_of, week_of
from matcher.mail.letterhead import Letterhead, filled, in_language, put_in
from models.account import Account
from models.digest import Digest


def render(digest: Digest, account: Account, message_id: str, letterhead: Letterhead) -> EmailMessage:
    """The mail of a digest. The same digest always renders to the same mail."""
    language = speak(digest.language)
    context = _context(digest, account, letterhead, language)
    message = letterhead.message(account.email, message_id, at=digest.built_at)
    message["Subject"] = _subject(digest, context["_"])
    message["List-Id"] = f"Sursur <digest.{letterhead.domain}>"
    message["Precedence"] = "bulk"
    message["List-Unsubscribe"] = f"<{context['unsubscribe']}>, <mailto:{letterhead.address}?subject=unsubscribe>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, html = (filled("matcher.digests", name, context) for name in ("digest.txt", "digest.html"))
    put_in(message, text, html, language=language)
    return message


def render_preview(plan: Plan, *, letterhead: Letterhead, now: datetime) -> EmailMessage:
    """The mail that a plan would become."""
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
        "_": in_language(language),
        "language": language,
        "account": account,
        "week": format_date(monday_of(digest.week), format="long", locale=language),
        "requests": list(by_request.values()),
        "could_serve": digest.content.get("could_serve", []),
        "queue": digest.content.get("queue", []),
        "expiring": digest.content.get("expiring", []),
        "day": lambda value: format_date(date.fromisoformat(value), format="long", locale=language),
        "percent": lambda value: format_percent(value, locale=language),
        "url": letterhead.url,
        "unsubscribe": f"{letterhead.url}/unsubscribe/{digest.unsubscribe}",
    }
