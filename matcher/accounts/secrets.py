"""Secrets that are handed out once and kept only as a hash: sessions, tokens, links."""

import hashlib
from secrets import token_urlsafe

BYTES = 32
"""Length of a secret: nobody guesses 256 bits, so a plain hash keeps them as well as a slow one."""


def new_secret(prefix: str = "") -> str:
    """A new secret, of letters that fit an address or a header."""
    return f"{prefix}{token_urlsafe(BYTES)}"


def digest_of(secret: str) -> str:
    """What is stored of a secret: its SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
