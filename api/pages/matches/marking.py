"""Marks in a text the words in which it meets another: pure, and blind to case and accents."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scoring.explanation import Explanation
from scoring.text.words import WORD, word_of

LONG_ENOUGH = 4
"""Letters from which one word of a phrase is marked by itself, where the phrase does not stand in the text as it is."""


@dataclass(frozen=True)
class Piece:
    """A part of a text, marked or not. The pieces of a text joined are the text."""

    text: str
    marked: bool = False


def pieces_of(text: str, phrases: Iterable[str]) -> list[Piece]:
    """A text cut where marked words begin and end; a word is only marked whole."""
    plain, places = _plain(text)
    found, at = [], 0
    for start, end in _joined(_spans(plain, {_plain(one)[0].strip() for one in phrases} - {""})):
        first, last = max(places[start], at), places[end]
        if first >= last:  # half of a sign that stands for two letters
            continue
        if at < first:
            found.append(Piece(text[at:first]))
        found.append(Piece(text[first:last], marked=True))
        at = last
    return [*found, Piece(text[at:])] if at < len(text) else found


def meeting_words(explanation: Explanation, text: str, language: str, *, side: str) -> list[str]:
    """The words by which an explanation says that a side's text meets the other's; `side` is request or offer."""
    found: dict[str, None] = {}
    for evidence in (one.evidence for one in explanation.contributions if one.feature != "similar_spelling"):
        named = [one for kind in ("pairs", "concepts", "problems", "solutions") for one in evidence.get(kind, ())]
        told = (one[side] for one in named if side in one)
        found |= dict.fromkeys(phrase for words in told for phrase in words.split(", "))
        found |= dict.fromkeys(_like(evidence.get("words", ()), text, language))
    return list(found)


def _like(words: Collection[str], text: str, language: str) -> list[str]:
    """The words of a text that share their stems with some words."""
    stems = {word_of(one, language).stem for one in words}
    return [one for one in WORD.findall(text) if word_of(one, language).stem in stems] if stems else []


def _plain(text: str) -> tuple[str, list[int]]:
    """A text in small letters without accents, and where each of its characters stands in the text; one place more
    for the end."""
    plain, places = [], []
    for place, letter in enumerate(text):
        bare = [one for one in unicodedata.normalize("NFKD", letter.lower()) if not unicodedata.combining(one)]
        plain += bare
        places += [place] * len(bare)
    return "".join(plain), [*places, len(text)]


def _spans(plain: str, phrases: Collection[str]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        whole = _standing(plain, phrase)
        words = [one for one in phrase.split() if len(one) >= LONG_ENOUGH]
        yield from whole or (span for one in words for span in _standing(plain, one))


def _standing(plain: str, phrase: str) -> list[tuple[int, int]]:
    """Where a phrase stands, its words parted by anything that is no word."""
    pattern = r"\W+".join(re.escape(one) for one in phrase.split())
    return [one.span() for one in re.finditer(rf"(?<!\w){pattern}(?!\w)", plain)]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
