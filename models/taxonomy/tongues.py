"""Languages in which people work, and which of them understand each other."""

from dataclasses import dataclass
from functools import cache

from babel import Locale

from models.taxonomy.rows import many, rows

INTERFACE_LANGUAGES = ("en", "es", "pt", "fr")
"""The languages that the service itself speaks."""


@dataclass(frozen=True)
class Language:
    """A language by its ISO 639-1 code; `near` are those its speakers follow without an interpreter."""

    code: str
    family: str
    near: tuple[str, ...]


@cache
def languages() -> dict[str, Language]:
    """The languages by code."""
    return {row["code"]: Language(row["code"], row["family"], many(row["near"])) for row in rows("languages")}


@cache
def language_name(code: str, language: str) -> str:
    """The name of a language in another by CLDR; the code itself where CLDR has none."""
    return str(Locale(language).languages.get(code, code))
