"""The mails about accounts, in every language: each says what happened, and links lead to the service."""

import re

import pytest

from locales import LANGUAGES
from matcher.letters.rendering import render
from matcher.mail.letterhead import Letterhead
from models.letter import Letter
from tests.builders import account
from tests.conftest import NOW

TOKEN = "t0ken-of-the-link"
CONTENT = {
    "invitation": {"token": TOKEN, "inviter": "Oficina de AMEXCID", "role": "agency"},
    "confirmation": {"token": TOKEN},
    "password-reset": {"token": TOKEN},
    "password-changed": {"at": NOW.isoformat()},
    "second-factor-removed": {"at": NOW.isoformat()},
}
LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example/")


def parts(kind: str, language: str) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail."""
    letter = Letter(account="eva@example.org", kind=kind, content=CONTENT[kind], written_at=NOW)
    reader = account("eva@example.org", name="Eva <Luna>", language=language)
    mail = render(letter, reader, "message-1", LETTERHEAD)
    text, html = (part.get_content() for part in mail.iter_parts())
    return str(mail["Subject"]), text, html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CONTENT)
def test_a_letter_greets_says_and_links(kind: str, language: str) -> None:
    subject, text, html = parts(kind, language)

    assert subject.startswith("Sursur")
    assert "Eva <Luna>" in text
    assert "Eva &lt;Luna&gt;" in html
    assert re.findall(r"[{}]", text) == []
    if "token" in CONTENT[kind]:
        link = f"https://sursur.example/{kind}/{TOKEN}"
        assert f"\n{link}\n" in text.replace("\r", "")
        assert f'href="{link}"' in html


@pytest.mark.parametrize("kind", CONTENT)
def test_each_language_has_its_own_words(kind: str) -> None:
    assert len({parts(kind, language)[0] for language in LANGUAGES}) == 4


def test_an_invitation_names_who_invites_where_somebody_does() -> None:
    assert "Oficina de AMEXCID" in parts("invitation", "es")[1]
