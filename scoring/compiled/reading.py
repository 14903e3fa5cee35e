"""Reads many texts at once: what `scoring.text.reading` finds in one, as sparse rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from scoring.compiled.forms import Forms, FormTables
from scoring.compiled.lexis import concept_numbers, lexis
from scoring.compiled.reading_kernel import read_forms
from scoring.compiled.telling_kernel import plainly
from scoring.text.reading import LONG_ENOUGH, surely_spoken
from scoring.text.words import TONGUES, reading_language

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
    known, numbers, ends = forms(), [], [0]
    with known.growing:
        parts, tables = forms_of(texts)
        sizes = (len(known.words), len(known.runs), len(known.meanings), len(concept_numbers()), known.stem_count)
    for _, by_language in parts:
        numbers += [one for found in by_language.values() for one in found]
        ends.append(len(numbers))
    told, *views = read_forms(np.array(numbers, np.int32), np.array(ends, np.int64), np.array(sizes), tables, lexis())
    rows = [
        csr_matrix((amounts, numbers, ends), shape=(len(told), size))
        for (ends, numbers, amounts), size in zip(views, (*sizes[:4], sizes[3]), strict=True)
    ]
    return TextRows([language for language, _ in parts], told, *rows)


def forms_of(texts: Sequence[Fields]) -> tuple[list[tuple[str, dict[str, list[int]]]], FormTables]:
    """For each text its language, and the forms of its words by the language of the fields that they stand in; and the
    tables that hold these forms."""
    known = forms()
    with known.growing:
        languages = [reading_language("\n".join(fields), declared) for fields, declared in texts]
        posts = zip(languages, texts, strict=True)
        fields = [(language, field) for language, (fields, _) in posts for field in fields]
        numbers = [known.numbers(field, language) for language, field in fields]
        for place in _doubtful(fields, numbers, known.tables):
            language, field = fields[place]
            spoken = surely_spoken(field, language)
            fields[place], numbers[place] = (spoken, field), known.numbers(field, spoken)
        tables = known.tables
    found: list[tuple[str, dict[str, list[int]]]] = [(language, {}) for language in languages]
    owners = (text for text, (fields_, _) in enumerate(texts) for _ in fields_)
    for text, (spoken, _), own in zip(owners, fields, numbers, strict=True):
        found[text][1].setdefault(spoken, []).extend(own)
    return found, tables


def _doubtful(fields: Sequence[tuple[str, str]], numbers: Sequence[list[int]], tables: FormTables) -> list[int]:
    """The fields that may be in another language than their post."""
    long_ones = [place for place, own in enumerate(numbers) if len(own) >= LONG_ENOUGH]
    flat = np.array([one for place in long_ones for one in numbers[place]], dtype=np.int32)
    ends = np.cumsum([0, *(len(numbers[place]) for place in long_ones)])
    tongues = np.array([TONGUES[fields[place][0]] for place in long_ones], dtype=np.int64)
    sure = plainly(flat, ends, tongues, tables.joins)
    return [place for place, plain in zip(long_ones, sure.tolist(), strict=True) if not plain]
