"""What a text is about, in the tags of the taxonomy: for somebody who writes a post and has to choose its sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np

from models import taxonomy
from scoring.arrays import Floats, Sparse
from scoring.compiled.lexis import concept_numbers
from scoring.compiled.reading import read_texts
from scoring.text.lexicon import concepts

Tag = TypeVar("Tag", str, int)
LEAST = 0.02
"""Share of a text's evidence from which a tag is worth showing."""


@dataclass(frozen=True)
class Subjects:
    """Sectors and goals (SDGs) with the share of the evidence for each, 0..1, the strongest first."""

    sectors: tuple[tuple[str, float], ...]
    goals: tuple[tuple[int, float], ...]


def subjects_of(fields: Sequence[str], language: str | None, most: int = 3) -> Subjects:
    """The sectors and goals that a post's fields (title, text) speak of; none where they name nothing known.

    The concepts that the text names and those that its words go with count alike, each as a share of its kind.
    """
    read = read_texts([(fields, language)])
    weights = _shares(read.named) + _shares(read.around)
    sectors, goals = _tables()
    return Subjects(
        _best(weights @ sectors, tuple(taxonomy.sectors()), most), _best(weights @ goals, tuple(taxonomy.goals()), most)
    )


def _shares(rows: Sparse) -> Floats:
    amounts: Floats = np.bincount(rows.indices, rows.data, minlength=rows.shape[1]).astype(float)
    return amounts / amounts.sum() if amounts.any() else amounts


def _best(found: Floats, tags: Sequence[Tag], most: int) -> tuple[tuple[Tag, float], ...]:
    whole = found.sum()
    order = np.argsort(-found, kind="stable")[:most]
    return tuple(
        (tags[place], float(found[place] / whole)) for place in order if whole and found[place] > LEAST * whole
    )


@cache
def _tables() -> tuple[Floats, Floats]:
    """To which sector and which goal each concept belongs."""
    owned = {slug: (concept.sector, concept.sdg) for slug, concept in concepts().items()}
    sectors = {slug: place for place, slug in enumerate(taxonomy.sectors())}
    goals = {number: place for place, number in enumerate(taxonomy.goals())}
    return _table({slug: sectors[one] for slug, (one, _) in owned.items()}, len(sectors)), _table(
        {slug: goals[one] for slug, (_, one) in owned.items() if one is not None}, len(goals)
    )


def _table(columns: Mapping[str, int], width: int) -> Floats:
    found = np.zeros((len(concept_numbers()), width))
    for slug, column in columns.items():
        found[concept_numbers()[slug], column] = 1.0
    return found
