"""The mail itself: whole, small, safe to open, and in the reader's language."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.digests.building import build_week
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from models.account import Account, active_accounts
from models.database import reading, writing
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest

EVIL = '<script>alert("x")</script>\r\nBcc: victim@example.net\n\n<img src=http://evil.example/x>'


def mails(engine: Engine, folder: Path) -> dict[str, EmailMessage]:
    """The week's mails by address, read back strictly from their files."""
    with writing(engine) as session:
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    letterhead = Letterhead("digest@sursur.example", "https://sursur.example/")
    deliver_due(Outbox(engine, to_directory(folder), letterhead), now=NOW)
    strict = policy.default.clone(raise_on_defect=True)
    read = [message_from_bytes(file.read_bytes(), policy=strict) for file in folder.iterdir()]
    return {mail["To"]: mail for mail in read}


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def test_every_mail_is_whole_and_small(matched: Engine, tmp_path: Path) -> None:
    found = mails(matched, tmp_path / "out")

    assert len({mail["Message-ID"] for mail in found.values()}) == len(found) > 10
    for mail in found.values():
        assert parsedate_to_datetime(mail["Date"]) == NOW
        assert re.fullmatch(r"<[^<>\s]+@sursur\.example>", mail["Message-ID"])
        assert re.fullmatch(
            r"<https://sursur\.example/unsubscribe/[\w-]{32}>, <mailto:digest@sursur\.example\?subject=unsubscribe>",
            mail["List-Unsubscribe"].strip(),
        )
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert (mail["List-Id"], mail["Precedence"]) == ("Sursur <digest.sursur.example>", "bulk")
        assert mail["Subject"].startswith("Sursur")
        assert mail["From"] == "digest@sursur.example"
        assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
        assert len(mail.as_bytes(policy=policy.SMTP)) < 100_000
    assert max(len(line) for file in (tmp_path / "out").iterdir() for line in file.read_bytes().splitlines()) <= 998


def test_both_parts_say_the_same_suggestions(matched: Engine, tmp_path: Path) -> None:
    for mail in mails(matched, tmp_path / "out").values():
        links = [re.findall(r"/requests/[\w.:-]+/offers/[\w.:-]+", part(mail, kind)) for kind in ("plain", "html")]
        assert links[0] == links[1] != []


def test_a_mail_loads_nothing_and_runs_nothing(matched: Engine, tmp_path: Path) -> None:
    for mail in mails(matched, tmp_path / "out").values():
        html = part(mail, "html")
        assert re.findall(r"(?i)<(script|img|link|iframe|object|form)|\bsrc=|url\(|@import|\son\w+=", html) == []
        assert set(re.findall(r"https?://[^/\"'<\s]+", html)) == {"https://sursur.example"}
        assert "https://sursur.example//" not in html


def test_nobody_reads_the_address_of_another_office(matched: Engine, tmp_path: Path) -> None:
    found = mails(matched, tmp_path / "out")

    with reading(matched) as session:
        addresses = {one.email for one in active_accounts(session)}
    for reader, mail in found.items():
        whole = mail.as_string() + part(mail, "plain") + part(mail, "html")
        assert {one for one in addresses if one in whole} == {reader}


def test_markup_and_line_breaks_in_posts_and_names_stay_text(small: Engine, tmp_path: Path) -> None:
    with writing(small) as session:
        suggest(session)
        session.get_one(Request, "req-agua").title = EVIL
        session.get_one(Offer, "off-agua").title = EVIL
        for row in (*session.exec(select(Organization)), *session.exec(select(Account))):
            row.name = EVIL

    found = mails(small, tmp_path / "out")

    assert len(found) == 3
    for mail in found.values():
        html = part(mail, "html")
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html
        assert mail["Bcc"] is None
        assert "victim" not in "".join(f"{name}: {value}" for name, value in mail.items())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "23 de noviembre de 2026"),
        ("pt", "23 de novembro de 2026"),
        ("fr", "23 novembre 2026"),
        ("en", "November 23, 2026"),
    ],
)
def test_a_mail_is_in_the_language_of_its_account(small: Engine, tmp_path: Path, language: str, words: str) -> None:
    english = ("suggestions for your requests", "Why this one", "You get this mail", "Week of")
    with writing(small) as session:
        put(session, builders.account("x@example.org", organization="amexcid-mex", language=language))
        suggest(session)

    mail = mails(small, tmp_path / "out")["x@example.org"]

    assert f'<html lang="{language}">' in part(mail, "html")
    for text in (part(mail, "plain"), part(mail, "html")):
        assert words in text
    whole = mail["Subject"] + part(mail, "html")
    assert [phrase in whole for phrase in english] == [language == "en"] * len(english)


def test_a_mail_says_its_language_in_its_head(small: Engine, tmp_path: Path) -> None:
    with writing(small) as session:
        suggest(session)

    found = {reader: mail["Content-Language"] for reader, mail in mails(small, tmp_path / "out").items()}

    assert found == {"agency.mex@example.org": "es", "provider.bra@example.org": "pt", "focal@example.org": "en"}
