"""Recognises the concepts of the lexicon in a text, also where a term's words stand apart or some are missing.

People rarely write a term as a lexicon does. A concept is recognised by the best of its terms, as far as the text
covers that term's stems, rare stems counting more (in the manner of explicit semantic analysis, Gabrilovich &
Markovitch 2007, with a lexicon in place of an encyclopedia). Since all languages lead to the same concepts, texts of
different languages can be compared by them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_matrix

from scoring.arrays import Floats
from scoring.text.derived import derived
from scoring.text.lexicon import concepts
from scoring.text.words import all_stems, split_words

LEAST_COVERED = 0.4 - 1e-9
"""Share of a term that a text must cover for its concept to count at all: two stems of five, however they round."""
EVERYWHERE = 0.02
"""Share of a language's terms from which a stem only joins others ("de", "of the") and is left out of them."""
ENOUGH = 8.0
"""Covered rarity from which a concept counts in full: one rare stem, or two common ones."""
LOOSELY = 2
"""Other words that may stand between those of a term when we tell a reader that a text speaks of it."""
ACRONYM = re.compile(r"[A-Z].*[A-Z]")

Stem = TypeVar("Stem", str, int)
Places = dict[Stem, list[int]]
"""Stems with where they stand in a text, by number of the word."""
OutrightTerms = dict[Stem, list[tuple[str, int, tuple[Stem, ...]]]]
"""Terms by the rarest of their stems: whose each is, the how manieth of its concept, and all its stems."""


@dataclass(frozen=True)
class Terms:
    """All terms of one language: which stems they consist of, what each is worth, and whose they are."""

    place: dict[str, int]
    of_stem: csr_matrix
    worth: Floats
    owner: tuple[str, ...]


@derived
def terms(language: str) -> Terms:
    """The terms of a language, prepared once."""
    spoken = [
        (concept.slug, stems)
        for concept in concepts().values()
        for words in concept.terms[language]
        if (stems := frozenset(all_stems(split_words(words, language))))
    ]
    everywhere = Counter(stem for _, stems in spoken for stem in stems)
    joining = {stem for stem, count in everywhere.items() if count > EVERYWHERE * len(spoken)}
    spoken = [(slug, stems - joining or stems) for slug, stems in spoken]
    frequency = Counter(stem for _, stems in spoken for stem in stems)
    place = {stem: number for number, stem in enumerate(frequency)}
    entries = [(place[stem], number) for number, (_, stems) in enumerate(spoken) for stem in stems]
    rarity = np.log(1 + len(spoken) / np.array([frequency[stem] for stem in place]))
    rows, columns = np.array(entries, dtype=int).reshape(-1, 2).T
    of_stem = csr_matrix((rarity[rows], (rows, columns)), shape=(len(place), len(spoken)))
    worth = np.asarray(of_stem.sum(axis=0)).ravel()
    return Terms(place, of_stem, worth, tuple(slug for slug, _ in spoken))


def places_of(stems: Iterable[Stem]) -> Places[Stem]:
    """Where each stem of a text stands."""
    places: Places[Stem] = {}
    for place, stem in enumerate(stems):
        places.setdefault(stem, []).append(place)
    return places


def spoken_of(places: Mapping[Stem, list[int]], known: OutrightTerms[Stem]) -> dict[str, tuple[int, ...]]:
    """The concepts that a text, given as the places of its stems, names outright: all words of one of their terms,
    close together; with where these words stand. What ranks may be a guess; what is told to a reader may not."""
    found: dict[str, tuple[int, tuple[int, ...]]] = {}
    for stem in places.keys() & known.keys():
        for slug, preference, term in known[stem]:
            better = slug not in found or preference < found[slug][0]
            if better and (together := _together(term, places)):
                found[slug] = preference, together
    return {slug: together for slug, (_, together) in found.items()}


@derived
def outright_terms(language: str) -> OutrightTerms[str]:
    """The terms by the stem of theirs that fewest terms have, each with its concept and its place among the concept's
    terms. Acronyms are left out: their stems are those of other words too often."""
    spoken = [
        (slug, preference, tuple(dict.fromkeys(all_stems(split_words(words, language)))))
        for slug, concept in concepts().items()
        for preference, words in enumerate(concept.terms[language])
        if not ACRONYM.search(words)
    ]
    frequency = Counter(stem for _, _, term in spoken for stem in term)
    found: OutrightTerms[str] = {}
    for slug, preference, term in spoken:
        if term:
            found.setdefault(min(term, key=lambda stem: (frequency[stem], stem)), []).append((slug, preference, term))
    return found


def _together(term: tuple[Stem, ...], places: Mapping[Stem, list[int]]) -> tuple[int, ...]:
    """Where every stem of a term stands within one short stretch of the text; empty where there is none."""
    if not all(stem in places for stem in term):
        return ()
    reach = len(term) + LOOSELY
    for start in min((places[stem] for stem in term), key=len):
        near = [next((place for place in places[stem] if abs(place - start) < reach), None) for stem in term]
        if None not in near:
            return tuple(sorted(place for place in near if place is not None))
    return ()
