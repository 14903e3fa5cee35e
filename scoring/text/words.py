"""From text to comparable words: folded letters, the language, and stems without function words."""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import py3langid.langid
import snowballstemmer
from stop_words import get_stop_words

LANGUAGES = {"en": "english", "es": "spanish", "pt": "portuguese", "fr": "french"}
"""The languages that the ranking reads, with the names of their Snowball stemmers."""
TONGUES = {language: number for number, language in enumerate(LANGUAGES)}
"""Their numbers."""

PLAINLY = 0.15
"""Share of function words in a text that tells its language."""
LONGEST = 40
"""Letters of a word that are read: longer ones are no words."""
WORD = re.compile(r"\b[^\W\d_]-[^\W\d_]{2,}|[^\W\d_]{2,}|\d+")
"""A word, a number, or a letter joined to a word as in "e-government"."""


def fold(text: str) -> str:
    """Lower case without accents: `Cooperación` and `COOPERACAO` lose what spelling habits add."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _identifier() -> py3langid.langid.LanguageIdentifier:
    identifier = py3langid.langid.LanguageIdentifier.from_model_file(py3langid.langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect_language(text: str) -> tuple[str, float]:
    """The most likely of the four languages and how likely it is, by character statistics (py3langid)."""
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


def reading_language(text: str, declared: str | None) -> str:
    """The language in which to read a text: the declared one if the ranking reads it, else the detected one."""
    return declared if declared in LANGUAGES else detect_language(text)[0]


class _Stemmers(threading.local):
    """One set of stemmers a thread: a Snowball stemmer keeps state while it works."""

    def __init__(self) -> None:
        self.by_language = {code: snowballstemmer.stemmer(name) for code, name in LANGUAGES.items()}


_stemmers = _Stemmers()


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in get_stop_words(language))


@lru_cache(maxsize=200_000)
def _fold_word(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    return fold(_stemmers.by_language[language].stemWord(word))


@dataclass(frozen=True)
class Word:
    """A word of a text: its stem, how it is written, and whether it carries meaning of its own."""

    stem: str
    written: str
    content: bool


@lru_cache(maxsize=200_000)
def word_of(written: str, language: str) -> Word:
    """A word as it is written, looked at in a language."""
    written = written[:LONGEST]
    return Word(_stem(written.casefold(), language), written, _fold_word(written) not in _function_words(language))


def split_words(text: str, language: str) -> list[Word]:
    """The words of a text in order."""
    return [word_of(written, language) for written in WORD.findall(text)]


def is_plainly(written: Sequence[str], language: str) -> bool:
    """Whether words are so full of a language's function words, and of no other's, that nothing needs detection."""
    counts = Counter(spoken for word in written for spoken in joins_in(word))
    own = counts.pop(language, 0)
    return own >= PLAINLY * len(written) and own > max(counts.values(), default=0)


@lru_cache(maxsize=200_000)
def joins_in(word: str) -> tuple[str, ...]:
    """The languages in which a word is a function word."""
    return tuple(language for language in LANGUAGES if _fold_word(word) in _function_words(language))


def all_stems(words: Iterable[Word]) -> tuple[str, ...]:
    """The stems of all words."""
    return tuple(word.stem for word in words)


def content_stems(words: Iterable[Word]) -> tuple[str, ...]:
    """The stems of the words that carry meaning."""
    return tuple(word.stem for word in words if word.content)
