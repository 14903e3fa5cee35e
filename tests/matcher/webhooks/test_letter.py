"""The letter that tells an owner that a webhook was switched off, in each language."""

import pytest

from locales import LANGUAGES
from matcher.letters.rendering import render
from matcher.mail.letterhead import Letterhead
from models.letter import Letter
from tests import builders
from tests.conftest import NOW

HEAD = Letterhead(sender="sursur@example.org", public_url="https://sursur.example")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_reads_which_webhook_and_where_its_deliveries_are(language: str) -> None:
    content = {"webhook": "hok-1", "description": "our {register}", "failures": 50}
    letter = Letter(account="office@example.org", kind="webhook-disabled", content=content, written_at=NOW)
    mail = render(letter, builders.account(language=language), "m1", HEAD)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]

    assert "our {register}" in text
    assert "50" in text
    assert "https://sursur.example/api/v1/webhooks/hok-1/deliveries" in text
    assert mail["Subject"].startswith("Sursur")
