"""Reads many texts at once: what `scoring.text.reading` finds in one, as sparse rows."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Sparse
from scoring.compiled.forms import Forms, FormTables
from scoring.compiled.lexis import Ends, Ints, concept_numbers, lexis
from scoring.compiled.reading_kernel import read_forms, room_for
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
    the topical words; `forms` are all words, by language and in order, and `ends` where those of each text end."""

    languages: list[str]
    forms: Ints
    ends: Ends
    told: NDArray[np.int64]
    words: Sparse
    runs: Sparse
    meanings: Sparse
    named: Sparse
    around: Sparse


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
    told, spoken = (np.concatenate([getattr(part, name) for part in parts]) for name in ("told", "forms"))
    ends = _ends_after([part.ends for part in parts])
    return TextRows(
        languages, spoken, ends, told, *(_stacked([getattr(part, view) for part in parts]) for view in VIEWS)
    )


VIEWS = ("words", "runs", "meanings", "named", "around")


def _stacked(parts: Sequence[Sparse]) -> Sparse:
    """Rows one after the other; those that were read early know fewer tokens."""
    ends = _ends_after([part.indptr for part in parts])
    data, indices = (np.concatenate([getattr(part, name) for part in parts]) for name in ("data", "indices"))
    return Sparse(data, indices, ends, (len(ends) - 1, parts[-1].shape[1]))


def _ends_after(parts: Sequence[Ends]) -> Ends:
    """Where rows end that stand one after the other."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(ends) for ends in parts]))])


def _read(texts: Sequence[Fields]) -> TextRows:
    known, concepts = forms(), len(concept_numbers())
    with known.growing:
        languages, spoken, ends, tables = forms_of(texts)
        sizes = len(known.words), len(known.runs), len(known.meanings)
        needed = np.array((*sizes, known.stem_count))
    with _room(needed) as room:
        told, *views = read_forms(spoken, ends, tables, lexis(), room)
    rows = [
        Sparse(amounts, numbers, row_ends, (len(told), size))
        for (row_ends, numbers, amounts), size in zip(views, (*sizes, concepts, concepts), strict=True)
    ]
    return TextRows(languages, spoken, ends, told, *rows)


SPARE = 1.25
"""How much more room is made than is needed, since new words keep coming."""
_rooms: deque[tuple[NDArray[np.int64], Any]] = deque()


@contextmanager
def _room(needed: NDArray[np.int64]) -> Iterator[Any]:
    """What one reading works on; it is kept for those after it, since making it takes longer than reading a text."""
    try:
        sizes, room = _rooms.pop()
    except IndexError:  # all are in use
        sizes, room = np.zeros_like(needed), None
    if (sizes < needed).any():
        sizes = (SPARE * needed).astype(np.int64)
        room = room_for(sizes, len(concept_numbers()), len(lexis().term_worth))
    yield room
    _rooms.append((sizes, room))


def forms_of(texts: Sequence[Fields]) -> tuple[list[str], Ints, Ends, FormTables]:
    """The language of each text; the forms of their words, those of fields in one language together, and where those of
    each text end; and the tables that hold these forms."""
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
    found: list[int] = []
    ends, parts = [0], zip(fields, numbers, strict=True)
    for own, _ in texts:
        by_language: dict[str, list[int]] = {}
        for (spoken, _), words in islice(parts, len(own)):
            by_language.setdefault(spoken, []).extend(words)
        found += chain.from_iterable(by_language.values())
        ends.append(len(found))
    return languages, np.array(found, dtype=np.int32), np.array(ends, dtype=np.int64), tables


def _doubtful(fields: Sequence[tuple[str, str]], numbers: Sequence[list[int]], tables: FormTables) -> list[int]:
    """The fields that may be in another language than their post."""
    long_ones = [place for place, own in enumerate(numbers) if len(own) >= LONG_ENOUGH]
    flat = np.array([one for place in long_ones for one in numbers[place]], dtype=np.int32)
    ends = np.cumsum([0, *(len(numbers[place]) for place in long_ones)])
    tongues = np.array([TONGUES[fields[place][0]] for place in long_ones], dtype=np.int64)
    sure = plainly(flat, ends, tongues, tables.joins)
    return [place for place, plain in zip(long_ones, sure.tolist(), strict=True) if not plain]
