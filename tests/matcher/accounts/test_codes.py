"""Codes of the second factor: what the phone shows is taken, within a small difference of clocks."""

from datetime import timedelta

import pyotp
import pytest

from matcher.accounts.codes import (
    address_for_app,
    new_recovery_codes,
    picture_for_app,
    recovery_digest,
    step_of,
)
from tests.conftest import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(("seconds", "taken"), [(0, True), (-30, True), (30, True), (-75, False), (75, False)])
def test_a_code_is_taken_while_the_clocks_nearly_agree(seconds: int, taken: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))

    assert (step_of(code, SECRET, now=NOW) is not None) is taken


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "1234567", "١٢٣٤٥٦", "é" * 6])
def test_anything_else_is_no_code(code: str) -> None:
    assert step_of(code, SECRET, now=NOW) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)

    assert step_of(f"{code[:3]} {code[3:]}", SECRET, now=NOW) == step_of(code, SECRET, now=NOW)


def test_an_app_reads_the_address_and_the_picture() -> None:
    address = address_for_app(SECRET, "focal@example.org")
    found = pyotp.parse_uri(address)

    assert (found.secret, found.name, found.issuer) == (SECRET, "focal@example.org", "Sursur")
    assert picture_for_app(address).startswith("<svg")


def test_recovery_codes_differ_and_are_read_as_people_write_them() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == 10
    assert recovery_digest("ana", codes[0]) == recovery_digest("ana", codes[0].upper().replace("-", " "))
    assert recovery_digest("ana", codes[0]) != recovery_digest("eva", codes[0])
