"""Which concepts the words of a text surround, though it names none of them.

"The bus never comes, so the girls walk home in the dark" names no concept of a lexicon, yet each word of it goes with
some. Every concept is described by its terms in four languages and by the words that go with it in daily life and in
offices (`lay` and `jargon` in the lexicon). A text is compared with these descriptions by the meanings of its words and
so becomes a vector over concepts: explicit semantic analysis (Gabrilovich & Markovitch 2007), with a lexicon written
for the purpose in place of an encyclopedia, crossing languages as in Potthast, Stein & Anderka (2008).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix

from scoring.arrays import Floats
from scoring.text.derived import derived
from scoring.text.entries import entries
from scoring.text.lexicon import Concept, concepts
from scoring.text.vocabulary import Meanings, meanings_of
from scoring.text.words import LANGUAGES, split_words

JARGON = 0.7
"""What a word of the offices counts in a description, where one of daily life counts 1."""
LAST = 0.5
"""How much less the last word of a list counts than the first: the most telling words stand first."""
KEPT = 120
"""How many concepts a text keeps, the nearest ones: the others are noise."""
KEPT_OF_TARGETS = 60
"""How many concepts and problems a target keeps, the weightiest ones."""
SHARPNESS = 2.5
"""Power that sets the nearest concepts apart from the merely near ones."""
ADDRESSED = 0.5
"""What the problems count that an offer's concepts address, beside the concepts themselves."""
NAMED = 0.003
"""What a concept counts that a text seems to name, beside those that its words surround (which reach about 0.1)."""


@dataclass(frozen=True)
class Descriptions:
    """All concepts as unit vectors over meanings, with the rarity of each meaning among them."""

    slugs: tuple[str, ...]
    place: dict[str, int]
    vectors: csr_matrix
    rarity: Floats
    addresses: csr_matrix


@derived
def descriptions() -> Descriptions:
    """The descriptions of all concepts, prepared once."""
    slugs = tuple(concepts())
    rows = _rows([_description(concept) for concept in concepts().values()])
    used = np.asarray((rows > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + len(slugs)) / (1 + used))
    place = {slug: number for number, slug in enumerate(slugs)}
    links = [(place[slug], place[problem]) for slug in slugs for problem in concepts()[slug].addresses]
    solutions, problems = np.array(links).T
    addresses = csr_matrix((np.ones(len(links)), (solutions, problems)), shape=(len(slugs), len(slugs)))
    return Descriptions(slugs, place, _weighed(rows, rarity), rarity, addresses)


def _description(concept: Concept) -> Meanings:
    """How much each meaning belongs to a concept: by its terms, each language alike, and by the words around it."""
    found: Meanings = {}
    for language, terms in concept.terms.items():
        for term in terms:
            _add(found, _meanings(term, language), 1 / len(terms) / len(LANGUAGES))
    for words, worth in ((concept.lay, 1.0), (concept.jargon, JARGON)):
        for place, word in enumerate(words):
            _add(found, _english(word), worth * (1 - LAST * place / len(words)))
    return found


def _add(found: Meanings, meanings: Meanings, worth: float) -> None:
    for meaning, weight in meanings.items():
        found[meaning] = found.get(meaning, 0.0) + worth * weight


@cache
def _english(word: str) -> Meanings:
    return _meanings(word, "en")


def _meanings(words: str, language: str) -> Meanings:
    return meanings_of([word for word in split_words(words, language) if word.content], language)


def _rows(texts: Iterable[Meanings]) -> csr_matrix:
    """Texts as rows over the known meanings."""
    columns, weights, ends = [], [], [0]
    for meanings in texts:
        known = [(int(meaning), weight) for meaning, weight in meanings.items() if meaning.isdecimal()]
        columns += [meaning for meaning, _ in known]
        weights += [weight for _, weight in known]
        ends.append(len(columns))
    return csr_matrix((weights, columns, ends), shape=(len(ends) - 1, len(entries())), dtype=np.float64)


def _weighed(rows: csr_matrix, rarity: Floats) -> csr_matrix:
    from sklearn.preprocessing import normalize  # noqa: PLC0415  (takes a second, and what it prepares is kept)

    damped = rows.copy()
    damped.data = np.where(damped.data > 1, 1 + np.log(np.maximum(damped.data, 1)), damped.data)
    return normalize(damped.multiply(rarity).tocsr())


@cache
def around(concept: str) -> dict[str, float]:
    """How much each meaning belongs to a concept."""
    row = descriptions().vectors[descriptions().place[concept]]
    return {str(meaning): float(weight) for meaning, weight in zip(row.indices, row.data, strict=True)}
