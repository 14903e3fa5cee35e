"""Signatures, as a receiver checks them."""

import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from matcher.webhooks.signing import new_secret, signature

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_receiver_that_knows_the_secret_can_check_who_called_and_when() -> None:
    parts = dict(part.split("=") for part in signature("whs_1", b'{"a":1}', now=NOON).split(","))
    expected = hmac.new(b"whs_1", f"{parts['t']}.".encode() + b'{"a":1}', hashlib.sha256).hexdigest()

    assert parts == {"t": str(int(NOON.timestamp())), "v1": expected}


@pytest.mark.parametrize(("secret", "body"), [("whs_2", b'{"a":1}'), ("whs_1", b'{"a":2}')])
def test_another_secret_or_body_has_another_signature(secret: str, body: bytes) -> None:
    assert signature(secret, body, now=NOON) != signature("whs_1", b'{"a":1}', now=NOON)


def test_no_two_secrets_are_alike() -> None:
    assert new_secret() != new_secret()
