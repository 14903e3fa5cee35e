"""Writes digests as files to look at: each as HTML, as text and as the mail itself, with a page that lists them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from api.pages.rendering import templates
from locales import LANGUAGES
from matcher.digests.building import Plan, preview
from matcher.digests.rendering import render
from matcher.digests.week import week_of
from matcher.mail.letterhead import Letterhead
from models.account import Account, digest_readers
from models.digest import Digest

KINDS = ("agency", "provider", "focal-point", "quiet", "full")


@dataclass(frozen=True)
class Gallery:
    """Where the digests are written, by whose letterhead, as of when."""

    folder: Path
    letterhead: Letterhead
    now: datetime


@dataclass(frozen=True)
class Shown:
    """One digest of the gallery; its files are called by `name`, and `bytes` long is the mail."""

    name: str
    kind: str
    language: str
    subject: str
    bytes: int


def show(session: Session, gallery: Gallery) -> list[Shown]:
    """Writes the gallery; answers what is in it. The session only reads: what is changed here is not kept."""
    gallery.folder.mkdir(parents=True, exist_ok=True)
    shown = [
        _write(preview(session, _speaking(account, language), now=gallery.now), kind, gallery)
        for kind, account in chosen_readers(session, gallery.now).items()
        for language in LANGUAGES
    ]
    page = templates.get_template("gallery.html").render(shown=shown, kinds=KINDS)
    (gallery.folder / "index.html").write_text(page, encoding="utf-8")
    return shown


def chosen_readers(session: Session, now: datetime) -> dict[str, Account]:
    """Of each role the reader of most sections, and of all of them who has least to read and who has most."""
    plans = [plan for one in digest_readers(session) if (plan := preview(session, one, now=now)).skipped is None]
    roles = {role: max((one for one in plans if one.account.role == role), key=_variety) for role in KINDS[:3]}
    found = roles | {"quiet": min(plans, key=_size), "full": max(plans, key=_size)}
    return {kind: plan.account for kind, plan in found.items()}


def _variety(plan: Plan) -> tuple[int, int]:
    return len(plan.content), -_size(plan)


def _size(plan: Plan) -> int:
    return sum(len(items) for items in plan.content.values())


def _speaking(account: Account, language: str) -> Account:
    """The same account with another language."""
    return Account(**account.model_dump() | {"language": language})


def _write(plan: Plan, kind: str, gallery: Gallery) -> Shown:
    account, week = plan.account, week_of(gallery.now)
    name = f"{kind}-{account.language}"
    digest = Digest(
        id=1,
        account=account.email,
        week=week,
        language=account.language,
        content=plan.content,
        built_at=gallery.now,
        unsubscribe="gallery",
    )
    mail = render(digest, account, f"<{week}.{name}@{gallery.letterhead.domain}>", gallery.letterhead)
    whole = mail.as_bytes()
    (gallery.folder / f"{name}.eml").write_bytes(whole)
    for part, ending in zip(mail.iter_parts(), ("txt", "html"), strict=True):
        (gallery.folder / f"{name}.{ending}").write_text(part.get_content(), encoding="utf-8")
    return Shown(name, kind, account.language, mail["Subject"], len(whole))
