"""The service's words in en, es, pt and fr: gettext catalogues read straight from their `.po` files."""

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("en", "es", "pt", "fr")
"""The languages that the service speaks; English is the language of the source."""


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language; English answers what it is asked."""
    if language not in LANGUAGES or language == "en":
        return NullTranslations()
    compiled = BytesIO()
    with (files("locales") / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def translate(text: str, language: str) -> str:
    """A text of the source in another language; the text itself where it has no translation."""
    return str(catalogue(language).gettext(text)) if text else ""  # catalogues describe themselves under no text


def speak(language: str | None) -> str:
    """The nearest language that the service speaks: the one asked for, else English."""
    base = (language or "").replace("_", "-").split("-")[0].lower()
    return base if base in LANGUAGES else "en"
