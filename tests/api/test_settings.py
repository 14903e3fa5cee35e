"""Settings: each is documented, and production refuses what only suits a demonstration."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings
from scoring.text.encoder import Encoder
from tests.conftest import ROOT
from tests.encoders import PACKAGE

REAL = {
    "SURSUR_ENVIRONMENT": "production",
    "SURSUR_MAIL_FROM": "digest@sursur.org",
    "SURSUR_PUBLIC_URL": "https://sursur.org",
    "SURSUR_SECRET_KEY": "Yq3kQnT0c7mA9vXbR2eZs8LwJ5hUd1Pf",
}


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment fit for production."""
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_documented_with_what_it_means(name: str) -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert f"`SURSUR_{name.upper()}`" in page
    assert Settings.model_fields[name].description


def test_the_page_documents_no_setting_that_is_not_there() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    known = {f"SURSUR_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"SURSUR_[A-Z_]+", page)) <= known | {"SURSUR_TEST_POSTGRESQL"}


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURSUR_PORT", "9000")
    monkeypatch.setenv("SURSUR_CLOCK", "false")
    monkeypatch.setenv("SURSUR_OUTBOX", "/srv/mail")

    found = Settings()

    assert (found.port, found.clock, found.outbox) == (9000, False, Path("/srv/mail"))


def test_production_with_real_addresses_is_accepted(real: pytest.MonkeyPatch) -> None:
    assert (Settings().mail_domain, Settings().letterhead.public_url) == ("sursur.org", "https://sursur.org")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SURSUR_MAIL_FROM", "digest@sursur.example"),
        ("SURSUR_PUBLIC_URL", "http://127.0.0.1:8000"),
        ("SURSUR_PUBLIC_URL", "http://localhost"),
    ],
)
def test_production_refuses_a_setting_for_demonstrations(real: pytest.MonkeyPatch, name: str, value: str) -> None:
    real.setenv(name, value)

    with pytest.raises(ValidationError, match=name):
        Settings()


@pytest.mark.parametrize("name", ["SURSUR_MAIL_FROM", "SURSUR_PUBLIC_URL"])
def test_production_refuses_the_defaults(real: pytest.MonkeyPatch, name: str) -> None:
    real.delenv(name)

    with pytest.raises(ValidationError, match=name):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SURSUR_PORT", "0"),
        ("SURSUR_PORT", "http"),
        ("SURSUR_ENVIRONMENT", "staging"),
        ("SURSUR_CLOCK", "perhaps"),
        ("SURSUR_ENCODER", "/nowhere/model"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError, match=name.removeprefix("SURSUR_").lower()):
        Settings()


def test_there_is_no_encoder_unless_one_is_named() -> None:
    assert Settings().loaded_encoder is None


@pytest.mark.encoder
def test_the_encoder_named_is_loaded_once(sentence_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURSUR_ENCODER", PACKAGE)
    found = Settings()

    assert found.loaded_encoder is found.loaded_encoder
    assert found.loaded_encoder is not None
    assert found.loaded_encoder.name == sentence_encoder.name
