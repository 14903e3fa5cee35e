"""The mail itself: whole, small, safe to open, and in the reader's language."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.digests.building import build_week, preview
from matcher.digests.links import Signer
from matcher.digests.rendering import SECTIONS, URGENT_FIRST, render, render_preview
from matcher.digests.sections import SECTIONS as BUILT
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
from tests.matcher.digests.full import FOR, content_for, digest, sections
from tests.matcher.digests.html import Page

EVIL = '<script>alert("x")</script>\r\nBcc: victim@example.net\n\n<img src=http://evil.example/x>'
STRICT = policy.default.clone(raise_on_defect=True)
LANGUAGES = ("en", "es", "pt", "fr")
LONG = {"title": 17, "name": 11, "why": 30, "what": 30}
"""How often some words stand in the longest texts."""
HEAD = Letterhead("Sursur <digest@sursur.example>", "https://sursur.example/", Signer(b"k" * 32))


def mails(engine: Engine, folder: Path) -> dict[str, EmailMessage]:
    """The week's mails by address, read back strictly from their files."""
    with writing(engine) as session:
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    letterhead = Letterhead("digest@sursur.example", "https://sursur.example/")
    deliver_due(Outbox(engine, to_directory(folder), letterhead), now=NOW)
    read = [message_from_bytes(file.read_bytes(), policy=STRICT) for file in folder.iterdir()]
    return {mail["To"]: mail for mail in read}


def written(content: dict[str, Any], role: str = "agency", language: str = "es", **words: Any) -> EmailMessage:
    """The mail of a digest that was written by hand, read back strictly from its bytes."""
    account = builders.account("office@example.org", role, **words)
    mail = render(digest(content, language), account, "<2026-W48.x@sursur.example>", HEAD)
    return message_from_bytes(mail.as_bytes(policy=policy.SMTP), policy=STRICT)


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def addresses(text: str) -> list[str]:
    """The addresses in a text, but for the names of namespaces."""
    return re.findall(r"https?://[^\"'<\s]+", re.sub(r"\sxmlns(:\w+)?=\"[^\"]*\"", "", text))


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
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Subject"].startswith("Sursur: ")
        assert mail["From"] == "digest@sursur.example"
        assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
        assert len(mail.as_bytes(policy=policy.SMTP)) < 102_000  # mail programs cut what is longer than 102 kB
    assert max(len(line) for file in (tmp_path / "out").iterdir() for line in file.read_bytes().splitlines()) <= 998


@pytest.mark.parametrize("role", FOR)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_mail_stays_small_and_well_made(role: str, language: str) -> None:
    mail = written(content_for(role, 10), role, language)
    page = Page(part(mail, "html"))

    assert len(mail.as_bytes(policy=policy.SMTP)) < 102_000  # mail programs cut what is longer than 102 kB
    assert page.headings[0] == "h1"
    assert page.headings.count("h2") == len(FOR[role])
    assert [one for one in page.headings if one == "h1"] == ["h1"]
    assert all(text.strip() for _, text in page.links)
    assert {attributes.get("role") for tag, attributes in page.tags if tag == "table"} == {"presentation"}
    assert ("meta", {"name": "color-scheme", "content": "light dark"}) in page.tags
    assert max(len(line) for line in part(mail, "plain").splitlines() if "http" not in line) <= 72


def test_every_section_that_is_built_is_shown() -> None:
    assert set(SECTIONS) == set(URGENT_FIRST) == {name for sections in BUILT.values() for name in sections}
    for name, items in sections(1).items():
        for mail in (written({name: items}, role) for role in FOR):
            assert len(re.findall(r"(?m)^(?:\*|\d\.) ", part(mail, "plain"))) == 1
            assert len(Page(part(mail, "html")).headings) >= 2


def test_both_parts_hold_the_same_links() -> None:
    for role in FOR:
        mail = written(content_for(role, 4), role)
        html, plain = (set(addresses(part(mail, kind))) for kind in ("html", "plain"))

        assert html == plain
        assert len(html) > 8


def test_a_mail_loads_nothing_and_runs_nothing(matched: Engine, tmp_path: Path) -> None:
    for mail in [*mails(matched, tmp_path / "out").values(), written(sections(3))]:
        html = part(mail, "html")
        assert re.findall(r"(?i)<(script|img|link|iframe|object|form)|\bsrc=|url\(|@import|\son\w+=", html) == []
        assert {"/".join(one.split("/")[:3]) for one in addresses(html)} == {"https://sursur.example"}
        assert "https://sursur.example//" not in html


def test_nobody_reads_the_address_of_another_office(matched: Engine, tmp_path: Path) -> None:
    found = mails(matched, tmp_path / "out")

    with reading(matched) as session:
        everybody = {one.email for one in active_accounts(session)}
    for reader, mail in found.items():
        whole = mail.as_string() + part(mail, "plain") + part(mail, "html")
        assert {one for one in everybody if one in whole} == {reader}


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
        _stays_text(mail)


def test_markup_in_any_field_of_any_section_stays_text() -> None:
    def evil(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: evil(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [evil(one) for one in value]
        return EVIL if name in ("title", "name", "country", "why", "what") else value

    for role in FOR:
        _stays_text(written(evil(content_for(role, 2)), role, name=EVIL))


def _stays_text(mail: EmailMessage) -> None:
    html = part(mail, "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "&amp;lt;" not in html
    assert mail["Bcc"] is None
    assert "victim" not in "".join(f"{name}: {value}" for name, value in mail.items())
    Page(html)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "23 de noviembre de 2026"),
        ("pt", "23 de novembro de 2026"),
        ("fr", "23 novembre 2026"),
        ("en", "November 23, 2026"),
    ],
)
def test_a_mail_is_in_the_language_of_its_account(language: str, words: str) -> None:
    english = ("suggestions for your requests", "Not for us", "You get this mail", "Week of")

    mail = written(content_for("agency", 2), language=language)

    assert mail["Content-Language"] == language
    assert f'<html lang="{language}"' in part(mail, "html")
    for text in (part(mail, "plain"), part(mail, "html")):
        assert words in text
        assert [phrase in text for phrase in english] == [language == "en"] * len(english)


def test_the_subject_names_what_is_most_pressing_with_its_count() -> None:
    content = sections(2)

    assert written(content)["Subject"] == (
        "Sursur: Se esperan 2 respuestas de su oficina · 2 publicaciones de sus territorios"
    )
    assert written({"matches": content["matches"][:1]}, language="en")["Subject"] == (
        "Sursur: 1 new suggestion for your requests"
    )
    assert written({"unmet": content["unmet"]}, "focal-point", "fr")["Subject"] == (
        "Sursur: 2 demandes sans personne en vue pour y répondre"
    )


def test_the_preheader_names_the_first_thing_and_what_else_there_is() -> None:
    html = part(written({name: sections(1)[name] for name in ("answers", "expiring")}, language="en"), "html")

    shown = re.search(r'<div style="display:none[^>]*>([^<]*)', html)
    assert shown is not None
    assert shown[1] == "Gestión comunitaria del agua potable en zonas rurales dispersas · 1 of your posts expires soon"


def test_a_long_list_of_what_stays_is_cut_and_says_so() -> None:
    mail = written({"needs": sections(8)["needs"]}, language="en")

    for text in (part(mail, "plain"), part(mail, "html")):
        assert text.count("A year has passed") == 3
        assert "And 5 more" in text


def test_the_same_digest_is_always_the_same_mail() -> None:
    first, again = (written(sections(2)) for _ in range(2))

    for kind in ("plain", "html"):
        assert part(first, kind) == part(again, kind)


def test_a_mail_without_a_signer_and_a_preview_hold_no_link_that_answers(small: Engine) -> None:
    bare = Letterhead("digest@sursur.example", "https://sursur.example")
    mail = render(digest(content_for("agency", 2)), builders.account("a@example.org"), "<x@y.z>", bare)
    assert "/answer/" not in part(mail, "html") + part(mail, "plain")

    with writing(small) as session:
        suggest(session)
        plan = preview(session, session.get_one(Account, "agency.mex@example.org"), now=NOW)
    shown = render_preview(plan, letterhead=HEAD, now=NOW)
    assert set(re.findall(r"/answer/[\w.-]+", part(shown, "html"))) == {"/answer/preview"}


def test_a_reserved_post_is_not_linked() -> None:
    content = sections(1)
    del content["territories"]  # a window is led to what it has to decide upon
    for items in content.values():
        for item in items:
            for post in ("request", "offer"):
                item.get(post, {})["reserved"] = True

    assert "/requests/" not in part(written(content), "html") + part(written(content), "plain")


def test_a_digest_stored_before_its_items_grew_is_rendered(small: Engine) -> None:
    content = {name: sections(1)[name] for name in ("queue", "expiring")}
    del content["queue"][0]["days"], content["expiring"][0]["kind"]

    assert "/answer/" not in part(written(content, "focal-point"), "html")


def test_a_mail_says_its_language_in_its_head(small: Engine, tmp_path: Path) -> None:
    with writing(small) as session:
        suggest(session)
        put(session, builders.account("x@example.org", organization="amexcid-mex", language="fr"))

    found = {reader: mail["Content-Language"] for reader, mail in mails(small, tmp_path / "out").items()}

    assert found["x@example.org"] == "fr"
    assert found["provider.bra@example.org"] == "pt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_even_the_longest_words_leave_a_mail_small(language: str) -> None:
    def long(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: long(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [long(one) for one in value]
        return "Gestión del agua " * LONG[name] if name in LONG else value

    mail = written(long(content_for("agency", 10)), language=language)

    assert len(mail.as_bytes(policy=policy.SMTP)) < 102_000  # mail programs cut what is longer than 102 kB
    assert len(Page(part(mail, "html")).headings) > 8
