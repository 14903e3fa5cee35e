"""Sealed secrets open under the same key and for the same purpose only."""

from datetime import timedelta

import pytest

from matcher.accounts.keys import Keyring
from matcher.errors import UnreadableSecretError
from tests.conftest import NOW

KEYS = Keyring("one key of at least thirty-two characters")
LIFE = timedelta(minutes=10)


def test_what_was_sealed_opens_again_and_shows_nothing_before() -> None:
    sealed = KEYS.seal("factor", "JBSWY3DP", now=NOW)

    assert "JBSWY3DP" not in sealed
    assert KEYS.open("factor", sealed) == "JBSWY3DP"


def test_another_key_or_another_purpose_opens_nothing() -> None:
    sealed = KEYS.seal("factor", "JBSWY3DP", now=NOW)

    with pytest.raises(UnreadableSecretError, match="SURSUR_SECRET_KEY"):
        Keyring("another key of at least thirty-two characters").open("factor", sealed)
    with pytest.raises(UnreadableSecretError):
        KEYS.open("departure", sealed)


def test_what_is_stale_or_forged_does_not_open() -> None:
    sealed = KEYS.seal("departure", "nonce", now=NOW)

    assert KEYS.open_fresh("departure", sealed, now=NOW + LIFE, life=LIFE) == "nonce"
    assert KEYS.open_fresh("departure", sealed, now=NOW + LIFE + timedelta(seconds=2), life=LIFE) is None
    assert KEYS.open_fresh("departure", sealed[:-4] + "AAAA", now=NOW, life=LIFE) is None
    assert KEYS.open_fresh("departure", "nonsense", now=NOW, life=LIFE) is None
