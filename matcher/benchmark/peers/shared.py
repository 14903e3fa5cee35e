"""What the peers share: the function words that they leave out, and packages that only the benchmark needs."""

import re
from functools import cache
from importlib import import_module
from typing import Any

from stop_words import get_stop_words

from matcher.errors import BadInputError
from scoring.text.words import LANGUAGES

TOKEN = re.compile(r"(?u)\b\w\w+\b")
"""A word as bm25s and scikit-learn read it by default."""


@cache
def function_words() -> list[str]:
    """The function words of the four languages, as words of one piece."""
    return sorted({part for tongue in LANGUAGES for word in get_stop_words(tongue) for part in TOKEN.findall(word)})


def package(name: str, engine: str) -> Any:  # noqa: ANN401
    """A package that only the benchmark needs. Raises BadInputError where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise BadInputError(
            "the engine {engine!r} needs packages more: pip install 'sursur[bench]'", engine=engine
        ) from None
