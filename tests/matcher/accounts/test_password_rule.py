"""Long passwords of one's own are taken; what everybody can guess is not."""

import pytest

from matcher.accounts.password_rule import check_password, refined
from matcher.errors import BadInputError

EMAIL, NAME = "rosario.quispe@apci.gob.pe", "Rosario Quispe Mamani"


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "cuatro mulas y un río", "xK9$mPq2vL7w", "secretaría de agua y páramo"],
)
def test_a_password_of_ones_own_is_taken(password: str) -> None:
    check_password(password, email=EMAIL, name=NAME)


@pytest.mark.parametrize(
    "password",
    [
        "eleven chars"[:11],
        "a" * 201,
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "password1234",
        "Password-Password-1",
        "qwertyuiop123",
        "123456789012345",
        "rosario.quispe1",
        "QuispeMamani2026",
        "rosario.quispe@apci.gob.pe",
        "Contraseña2026!",
        "sursur-sursur-sursur",
    ],
)
def test_a_password_that_can_be_guessed_is_refused(password: str) -> None:
    with pytest.raises(BadInputError, match="the password"):
        check_password(password, email=EMAIL, name=NAME)


def test_an_accent_is_one_letter_however_the_keyboard_makes_it() -> None:
    assert refined("ri\u0301o") == refined("río")
