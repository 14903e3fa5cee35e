"""Codes of the second factor: from an app on the phone (TOTP, RFC 6238), or from a list kept for the day it is lost."""

import io
from datetime import datetime
from secrets import choice

import pyotp
import segno
from pyotp.exceptions import OTPVerificationError

from matcher.accounts.secrets import digest_of

ISSUER = "Sursur"
TOLERANCE = 1
"""Steps of 30 seconds by which a phone's clock may differ, each way."""
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What can be told apart on paper."""
BLOCKS, LONG = 4, 4


def new_factor_secret() -> str:
    """A secret to share with an app, 160 random bits."""
    return pyotp.random_base32()


def step_of(code: str, secret: str, *, now: datetime) -> int | None:
    """The 30-second step that a code belongs to; None for a wrong one."""
    digits = "".join(code.split())
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(digits, for_time=now, valid_window=TOLERANCE)
    except OTPVerificationError:
        return None


def address_for_app(secret: str, account: str) -> str:
    """The `otpauth:` address that an app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def picture_for_app(address: str) -> str:
    """The same as a QR code to photograph, an SVG image."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, xmldecl=False)
    return drawn.getvalue().decode()


def new_recovery_codes() -> list[str]:
    """Codes such as `k7wm-3xpd-h2qa-9fte`, each of 79 random bits."""
    return ["-".join(_block() for _ in range(BLOCKS)) for _ in range(RECOVERY_CODES)]


def recovery_digest(account: str, code: str) -> str:
    """What is stored of a recovery code; spaces, hyphens and capitals do not matter."""
    letters = "".join(one for one in code.casefold() if one in LETTERS)
    return digest_of(f"{account} {letters}")


def _block() -> str:
    return "".join(choice(LETTERS) for _ in range(LONG))
