"""The terms of the lexicon that a text may name outright, as arrays."""

from functools import cache
from typing import NamedTuple

import numpy as np

from scoring.compiled.lexis import Ends, Ints, concept_numbers, known_stems
from scoring.text.recognition import outright_terms
from scoring.text.words import LANGUAGES


class OutrightTerms(NamedTuple):
    """Terms by the rarest of their stems (`of_stem`: where those of each stem end): whose each is, the how manieth of
    its concept in its language, and its stems. `longest` is how many stems a term has at most."""

    of_stem: Ends
    owners: Ints
    preferences: Ints
    stems: Ints
    ends: Ends
    longest: int


@cache
def all_outright_terms() -> OutrightTerms:
    """All terms of the lexicon."""
    number = known_stems()
    rows = [
        (number[language, rarest], concept_numbers()[slug], preference, [number[language, stem] for stem in term])
        for language in LANGUAGES
        for rarest, terms in outright_terms(language).items()
        for slug, preference, term in terms
    ]
    rows.sort(key=lambda row: row[0])
    counts = np.bincount([rarest for rarest, *_ in rows], minlength=len(number))
    lengths = [len(term) for *_, term in rows]
    return OutrightTerms(
        np.cumsum([0, *counts], dtype=np.int64),
        np.array([owner for _, owner, *_ in rows], dtype=np.int32),
        np.array([preference for _, _, preference, _ in rows], dtype=np.int32),
        np.array([stem for *_, term in rows for stem in term], dtype=np.int32),
        np.cumsum([0, *lengths], dtype=np.int64),
        max(lengths),
    )
