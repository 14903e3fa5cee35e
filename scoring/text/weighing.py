"""How much each token of a text weighs under each view, given how many texts of the collection hold it.

Stems, runs of letters and meanings by TF-IDF (Salton & Buckley 1988), concepts by strength and rarity, situations by
what the words surround.
"""

from functools import cache

import numpy as np
from scipy.sparse import csr_matrix

from scoring.arrays import Floats, Sparse
from scoring.compiled.lexis import concept_numbers
from scoring.compiled.rows_kernel import reached, spread, strongest
from scoring.compiled.rows_kernel import weightiest as weightiest_entries
from scoring.text.associations import ADDRESSED, KEPT_OF_TARGETS, descriptions
from scoring.text.entries import entries
from scoring.text.lexicon import concepts
from scoring.text.vocabulary import neighbours

BROADER = 0.25
"""How much the parent of a named concept counts beside it: neighbours in the lexicon meet there."""
CERTAIN_ENOUGH = 0.2
"""Strength from which a text counts among those that name a concept, when its rarity is reckoned."""
SURELY_MEANT = 0.4
"""Amount from which a meaning counts when its rarity is reckoned: that of a word of six meanings."""
NEIGHBOUR = 0.8
"""How much a neighbouring meaning counts beside the one that a word of the request has."""


def holders(rows: Sparse, least: float = 0.0) -> Floats:
    """How many texts hold at least so much of each token."""
    return np.bincount(rows.indices[rows.data >= least], minlength=rows.shape[1]).astype(float)


def rarity(holding: Floats, texts: int) -> Floats:
    """Smoothed inverse document frequency."""
    return np.asarray(np.log((1 + texts) / (1 + holding)) + 1)


def rarity_of_concepts(holding: Floats, texts: int) -> Floats:
    """Inverse document frequency of concepts; 0 for one that no text names."""
    return np.where(holding > 0, np.log(1 + texts / (1 + holding)), 0.0)


def all_alike(holding: Floats, texts: int) -> Floats:  # noqa: ARG001
    """Rarity that does not count."""
    return np.ones(len(holding))


def tfidf(rows: Sparse, rarity: Floats) -> Sparse:
    """Unit rows of damped amounts by rarity."""
    return _by_column(_damped(rows), rarity, unit=True)


def strong(rows: Sparse, rarity: Floats) -> Sparse:
    """Strengths by the root of rarity."""
    return _by_column(rows, np.sqrt(rarity))


def _damped(rows: Sparse) -> Sparse:
    damped = np.where(rows.data > 1, 1 + np.log(np.maximum(rows.data, 1)), rows.data)
    return rows._replace(data=damped)


def _by_column(rows: Sparse, weights: Floats, *, unit: bool = False) -> Sparse:
    found = rows._replace(data=rows.data * weights[rows.indices])
    return unit_rows(found) if unit else found


def weightiest(rows: Sparse, most: int) -> Sparse:
    """Each row with its weightiest entries only; those as weighty as the last one stay too."""
    ends, numbers, amounts = weightiest_entries(rows.indptr, rows.indices, rows.data, most)
    return Sparse(amounts, numbers, ends, rows.shape)


def unit_rows(rows: Sparse) -> Sparse:
    """Rows of length 1; empty ones stay empty."""
    lengths = np.sqrt(squares(rows))
    steps = np.diff(rows.indptr)
    return rows._replace(data=rows.data / np.repeat(lengths, steps))


def squares(rows: Sparse) -> Floats:
    """The squared length of each row."""
    texts = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.bincount(texts, rows.data**2, minlength=rows.shape[0]).astype(float)


def with_broader(named: Sparse) -> Sparse:
    """The concepts and, less surely, what they are kinds of: neighbours in the lexicon meet there."""
    return _leading(named, _broader(), share=BROADER, keep=True)


def addressed(named: Sparse) -> Sparse:
    """The problems that the concepts of each text, as solutions, help with."""
    return _leading(named, descriptions().addresses, share=1.0, keep=False)


def _leading(named: Sparse, leads_to: csr_matrix, *, share: float, keep: bool) -> Sparse:
    ends, numbers, amounts = strongest(
        named.indptr, named.indices, named.data, leads_to.indptr, leads_to.indices, share, keep
    )
    return Sparse(amounts, numbers, ends, named.shape)


@cache
def _broader() -> csr_matrix:
    """Each concept (down) with what it is a kind of (across)."""
    numbers = concept_numbers()
    links = [(numbers[one.slug], numbers[one.broader]) for one in concepts().values() if one.broader is not None]
    return csr_matrix((np.ones(len(links)), np.array(links).T), shape=(len(numbers), len(numbers)))


def with_neighbours(meanings: Sparse) -> Sparse:
    """The meanings and, less surely, those that share translations with them."""
    wide = _neighbours()
    ends, numbers, amounts = spread(
        meanings.indptr, meanings.indices, meanings.data, wide.indptr, wide.indices, wide.data, meanings.shape[1]
    )
    return Sparse(amounts, numbers, ends, meanings.shape)


@cache
def _neighbours() -> csr_matrix:
    links = [
        (int(one), int(other), NEIGHBOUR * likeness)
        for one, others in neighbours().items()
        for other, likeness in others
    ]
    rows, columns, likenesses = zip(*links, strict=True)
    return csr_matrix((likenesses, (rows, columns)), shape=(len(entries()), len(entries())))


def situations_asked(around: Sparse) -> Sparse:
    """Unit rows of the concepts that requests surround."""
    return unit_rows(around)


def situations_met(around: Sparse) -> Sparse:
    """Unit rows of the concepts that offers surround, and of the problems that they address."""
    leads_to = descriptions().addresses
    ends, numbers, amounts = reached(
        around.indptr, around.indices, around.data, leads_to.indptr, leads_to.indices, ADDRESSED, KEPT_OF_TARGETS
    )
    return unit_rows(Sparse(amounts, numbers, ends, around.shape))
