"""What a password must be: long, and not made of what everybody can guess."""

import re
from unicodedata import normalize

from matcher.errors import BadInputError

SHORTEST, LONGEST = 12, 200
OWN = 8
"""Characters that must remain when all that can be guessed is taken out."""
DIFFERENT = 5
"""Different characters that it must have at least."""
COMMON = (
    *("password", "passwort", "contraseña", "contrasena", "senha", "motdepasse", "welcome", "bienvenid", "letmein"),
    *("iloveyou", "teamo", "secret", "admin", "sursur", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "azerty"),
    *("abcdefghijklmnopqrstuvwxyz", "abcdef", "abc", "1234567890", "123456789", "12345678", "1234567", "123456"),
    *("12345", "1234", "123", "0987654321", "987654321", "654321", "54321", "4321", "321"),
)
"""Words and rows of keys that every guess starts with; the longer ones first, where one holds another."""


def refined(password: str) -> str:
    """A password in one spelling, however the keyboard composed its accents."""
    return normalize("NFC", password)


def check_password(password: str, *, email: str, name: str) -> None:
    """Nothing where a password is fit. Raises BadInputError that says what to change."""
    found = refined(password)
    if not SHORTEST <= len(found) <= LONGEST:
        raise BadInputError(
            "the password must have {shortest} to {longest} characters; several words make a good one",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if len(set(found.casefold())) < DIFFERENT:
        raise BadInputError("the password must have {different} different characters at least", different=DIFFERENT)
    if len(_own_part(found.casefold(), email.casefold(), name.casefold())) < OWN:
        raise BadInputError(
            "the password is too easy to guess: use more than your name, your address and usual words and keys"
        )


def _own_part(password: str, email: str, name: str) -> str:
    """What remains of a password without the guessable words."""
    local, _, domain = email.partition("@")
    known = {email, local, domain, *re.split(r"\W+", f"{local} {domain} {name}")}
    words = sorted((word for word in known if len(word) > 2), key=len, reverse=True)
    for word in (*words, *COMMON):
        password = password.replace(word, "")
    return password
