"""Reads many texts at once: what `scoring.text.reading` finds in one, as sparse rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from scoring.compiled.forms import Forms
from scoring.compiled.lexis import concept_numbers, lexis
from scoring.compiled.reading_kernel import read_forms
from scoring.text.reading import language_of_field
from scoring.text.words import WORD, reading_language

Fields = tuple[Sequence[str], str | None]
"""A post's title and text, and the language it declares."""
AT_ONCE = 2000
"""Texts that the compiled loop reads in one go."""


@dataclass(frozen=True, eq=False)
class TextRows:
    """What texts hold, one row a text, columns by the numbers of `forms()`: how often which stem and run of letters,
    how much of which meaning, how surely which concept is named, and which concepts the words surround. `told` counts
    the topical words."""

    languages: list[str]
    told: NDArray[np.int64]
    words: csr_matrix
    runs: csr_matrix
    meanings: csr_matrix
    named: csr_matrix
    around: csr_matrix


def forms() -> Forms:
    """The forms that this process has met; the same ones for all threads, also where several are the first to ask."""
    with _making_forms:
        return _forms()


_making_forms = Lock()


@cache
def _forms() -> Forms:
    return Forms()


def read_texts(texts: Sequence[Fields]) -> TextRows:
    """Reads texts, many at once."""
    parts = [_read(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)] or [_read([])]
    if len(parts) == 1:
        return parts[0]
    languages = [language for part in parts for language in part.languages]
    told = np.concatenate([part.told for part in parts])
    return TextRows(languages, told, *(_stacked([getattr(part, view) for part in parts]) for view in VIEWS))


VIEWS = ("words", "runs", "meanings", "named", "around")


def _stacked(parts: Sequence[csr_matrix]) -> csr_matrix:
    """Rows one after the other; those that were read early know fewer tokens."""
    width = parts[-1].shape[1]
    for part in parts:
        part.resize(part.shape[0], width)
    return vstack(parts, format="csr")


def _read(texts: Sequence[Fields]) -> TextRows:
    known = forms()
    languages, numbers, ends = [], [], [0]
    with known.growing:
        for fields, declared in texts:
            language, found = _forms_of(fields, declared, known)
            languages.append(language)
            numbers += found
            ends.append(len(numbers))
        concepts = len(concept_numbers())
        sizes = (len(known.words), len(known.runs), len(known.meanings), concepts, known.stem_count)
        tables = known.tables
    told, *views = read_forms(np.array(numbers, np.int32), np.array(ends, np.int64), np.array(sizes), tables, lexis())
    rows = [
        csr_matrix((amounts, numbers, ends), shape=(len(told), size))
        for (ends, numbers, amounts), size in zip(views, (*sizes[:4], concepts), strict=True)
    ]
    return TextRows(languages, told, *rows)


def _forms_of(fields: Sequence[str], declared: str | None, known: Forms) -> tuple[str, list[int]]:
    language = reading_language("\n".join(fields), declared)
    by_language: dict[str, list[int]] = {}
    for field in fields:
        written = WORD.findall(field)
        spoken = language_of_field(field, written, language)
        numbers = known.of_language[spoken]
        by_language.setdefault(spoken, []).extend([numbers[one] for one in written])
    return language, [one for numbers in by_language.values() for one in numbers]
