"""Signs what is told, so that its receiver knows who tells it and when."""

import hashlib
import hmac
from datetime import datetime
from secrets import token_urlsafe

HEADER = "Sursur-Signature"


def new_secret() -> str:
    """A secret for one webhook."""
    return f"whs_{token_urlsafe(32)}"


def signature(secret: str, body: bytes, *, now: datetime) -> str:
    """`t=SECONDS,v1=HEX`: the HMAC SHA-256, under the secret, of the seconds since 1970, a dot and the body."""
    seconds = int(now.timestamp())
    signed = f"{seconds}.".encode() + body
    return f"t={seconds},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
