"""Secrets that must be read again: encrypted under keys derived from the service's own."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matcher.errors import UnreadableSecretError


class Keyring:
    """Encrypts small secrets; each purpose has a key of its own, derived from the one of the settings."""

    def __init__(self, secret_key: str) -> None:
        self._secret_key = secret_key.encode()

    def seal(self, purpose: str, text: str, *, now: datetime) -> str:
        """A text, encrypted, with the moment of its sealing."""
        return self._box(purpose).encrypt_at_time(text.encode(), int(now.timestamp())).decode()

    def open(self, purpose: str, sealed: str) -> str:
        """The text that was sealed. Raises UnreadableSecretError."""
        try:
            return self._box(purpose).decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise UnreadableSecretError(
                "a secret was encrypted under another SURSUR_SECRET_KEY; set that one again, or set the secret up anew"
            ) from None

    def open_fresh(self, purpose: str, sealed: str, *, now: datetime, life: timedelta) -> str | None:
        """The text that was sealed no longer than `life` ago; None where it was not, or not by us."""
        try:
            fresh = self._box(purpose).decrypt_at_time(sealed.encode(), int(life.total_seconds()), int(now.timestamp()))
        except InvalidToken:
            return None
        return fresh.decode()

    def derived(self, purpose: str) -> bytes:
        """The 32 bytes of the key of a purpose."""
        return HKDF(SHA256(), length=32, salt=None, info=f"sursur {purpose}".encode()).derive(self._secret_key)

    def _box(self, purpose: str) -> Fernet:
        return Fernet(urlsafe_b64encode(self.derived(purpose)))
