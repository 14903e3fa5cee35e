"""What the reading knows of words, as arrays: names, phrases and terms by stem, concepts by meaning.

The tables are those of the plain reading (`scoring.text`). A stem is numbered by language, a form is a word as written
in one language; forms are added as texts bring them.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from scoring.arrays import Floats
from scoring.text.associations import descriptions
from scoring.text.lexicon import concepts
from scoring.text.names import names
from scoring.text.recognition import outright_terms, terms
from scoring.text.vocabulary import phrases
from scoring.text.words import LANGUAGES

Ints = NDArray[np.int32]
Ends = NDArray[np.int64]


class Lexis(NamedTuple):
    """The tables. `*_of_stem` hold where the entries of each stem end, one more than stems; names and phrases stand
    under their first stem, the longest first."""

    name_of_stem: Ends
    name_stems: Ints
    name_ends: Ends
    name_capital: NDArray[np.bool_]
    phrase_of_stem: Ends
    phrase_stems: Ints
    phrase_ends: Ends
    phrase_meanings: Ints
    phrase_meaning_ends: Ends
    term_of_stem: Ends
    term_numbers: Ints
    term_rarity: Floats
    term_worth: Floats
    term_owner: Ints
    described: Ints
    described_weights: Floats
    described_ends: Ends
    meaning_rarity: Floats


@cache
def known_stems() -> dict[tuple[str, str], int]:
    """The number of each (language, stem) that the tables know."""
    found: dict[tuple[str, str], int] = {}
    for language in LANGUAGES:
        used = [
            *(stem for longest_first in names(language).values() for name in longest_first for stem in name.stems),
            *(stem for phrase in phrases(language) for stem in phrase),
            *terms(language).place,
            *(stem for found in outright_terms(language).values() for _, _, term in found for stem in term),
        ]
        for stem in used:
            found.setdefault((language, stem), len(found))
    return found


@cache
def lexis() -> Lexis:
    """The tables, prepared once."""
    return Lexis._make([*_names(), *_phrases(), *_terms(), *_descriptions()])


def _names() -> tuple[Ends, Ints, Ends, NDArray[np.bool_]]:
    rows = [
        (_numbers(language, name.stems), name.capital)
        for language in LANGUAGES
        for longest_first in names(language).values()
        for name in longest_first
    ]
    order, ends = _by_first([stems for stems, _ in rows])
    stems = [rows[row][0] for row in order]
    return ends, _flat(stems), _ends(stems), np.array([rows[row][1] for row in order], dtype=bool)


def _phrases() -> tuple[Ends, Ints, Ends, Ints, Ends]:
    rows = [
        (_numbers(language, phrase), meanings)
        for language in LANGUAGES
        for phrase, meanings in sorted(phrases(language).items(), key=lambda item: -len(item[0]))
    ]
    order, ends = _by_first([stems for stems, _ in rows])
    stems, meanings = [rows[row][0] for row in order], [rows[row][1] for row in order]
    return ends, _flat(stems), _ends(stems), _flat(meanings), _ends(meanings)


def _terms() -> tuple[Ends, Ints, Floats, Floats, Ints]:
    by_language = {language: terms(language) for language in LANGUAGES}
    count = sum(len(known.owner) for known in by_language.values())
    rows, columns, rarity, before = [], [], [], 0
    for language, known in by_language.items():
        table = known.of_stem.tocoo()
        rows.append(np.array(_numbers(language, known.place))[table.coords[0]])
        columns.append(table.coords[1] + before)
        rarity.append(table.data)
        before += len(known.owner)
    places = np.concatenate(rows), np.concatenate(columns)
    by_stem = csr_matrix((np.concatenate(rarity), places), shape=(len(known_stems()), count))
    owners = [[concept_numbers()[slug] for slug in known.owner] for known in by_language.values()]
    worth = np.concatenate([known.worth for known in by_language.values()])
    return by_stem.indptr.astype(np.int64), by_stem.indices.astype(np.int32), by_stem.data, worth, _flat(owners)


def _descriptions() -> tuple[Ints, Floats, Ends, Floats]:
    by_meaning = descriptions().vectors.tocsc()
    numbers, ends = by_meaning.indices.astype(np.int32), by_meaning.indptr.astype(np.int64)
    return numbers, by_meaning.data, ends, descriptions().rarity


@cache
def concept_numbers() -> dict[str, int]:
    """The number of each concept: its place in the lexicon."""
    return {slug: number for number, slug in enumerate(concepts())}


def _numbers(language: str, stems: Iterable[str]) -> tuple[int, ...]:
    return tuple(known_stems()[language, stem] for stem in stems)


def _by_first(rows: list[tuple[int, ...]]) -> tuple[list[int], Ends]:
    """The order of the rows by their first stem, unchanged within it, and where those of each stem end."""
    first = np.array([row[0] for row in rows], dtype=np.int64)
    counts = np.bincount(first, minlength=len(known_stems()))
    return np.argsort(first, kind="stable").tolist(), np.cumsum([0, *counts], dtype=np.int64)


def _flat(rows: Iterable[Iterable[int]]) -> Ints:
    return np.array([one for row in rows for one in row], dtype=np.int32)


def _ends(rows: Iterable[Sequence[int]]) -> Ends:
    return np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
