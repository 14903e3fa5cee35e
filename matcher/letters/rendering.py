"""Renders a letter in its reader's language. The HTML part says what the text part says."""

import re
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from locales import speak
from matcher.letters.writing import WRITTEN_OUT
from matcher.mail.letterhead import Letterhead, as_html, filled, in_language, put_in
from models.account import Account
from models.letter import Letter

PACKAGE = "matcher.letters"
LINK = re.compile(r"https?://\S+")


def render(letter: Letter, account: Account, message_id: str, letterhead: Letterhead) -> EmailMessage:
    """The mail of a letter. The same letter always renders to the same mail."""
    mail = letterhead.message(account.email, f"<{message_id}@{letterhead.domain}>", at=letter.written_at)
    if letter.kind == WRITTEN_OUT:
        mail["Subject"] = letter.content["subject"]
        put_in(mail, letter.content["text"], letter.content["html"], language=letter.content["language"])
        return mail
    language = speak(account.language)
    context = _context(letter, account, letterhead)
    subject = filled(PACKAGE, f"{letter.kind}/subject.txt", context)
    body = filled(PACKAGE, f"{letter.kind}/body.txt", context).strip()
    mail["Subject"] = " ".join(subject.split())
    blocks = paragraphs(body)
    page = {"subject": mail["Subject"], "preheader": preheader(blocks), "paragraphs": blocks}
    html = as_html(filled(PACKAGE, "letter.mjml", context | page))
    put_in(mail, f"{body}\n\n-- \n{context['url']}\n", html, language=language)
    return mail


def _context(letter: Letter, account: Account, letterhead: Letterhead) -> dict[str, Any]:
    language, zone = speak(account.language), ZoneInfo(account.time_zone)
    return {
        **letter.content,
        "_": in_language(language),
        "language": language,
        "name": account.name,
        "url": letterhead.url,
        "day": lambda value: format_date(date.fromisoformat(value), format="long", locale=language),
        "moment": lambda value: format_datetime(datetime.fromisoformat(value), "long", tzinfo=zone, locale=language),
    }


def paragraphs(body: str) -> list[dict[str, Any]]:
    """The paragraphs of a body: a line that is only an address becomes a `link`, the others are `lines`."""
    found: list[dict[str, Any]] = []
    for block in re.split(r"\n\s*\n", body):
        lines = [line.strip() for line in block.strip().split("\n")]
        link = next((line for line in lines if LINK.fullmatch(line)), None)
        found.append({"lines": [line for line in lines if line != link], "link": link})
    return found


def preheader(blocks: list[dict[str, Any]]) -> str:
    """What mail programs show beside the subject: the first sentences, without the salutation."""
    texts = [" ".join(one["lines"]) for one in blocks if one["lines"]]
    return (texts[1:] or texts or [""])[0]
