"""Text evidence: what the request and the offer say."""

from collections.abc import Iterable

import numpy as np

from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.index import Query
from scoring.text.fairness import level_languages
from scoring.text.lexicon import concepts
from scoring.text.similarity import ConceptView, TfidfView

SHOWN = 3
BEGINNING = 5
"""Letters by which a reader recognises a cognate."""
SHARED_WORDS = "the texts share words ({words})"


def shared_words(query: Query) -> Floats:
    """The request and the offer use the same words, rare words counting more; offers in other languages are lifted to
    the same level."""
    return level_languages(np.sqrt(query.index.text.by_stems(query.reading)), query.index.tongues)


def similar_spelling(query: Query) -> Floats:
    """Parts of words are alike: related languages and slips of the pen meet here."""
    return level_languages(np.sqrt(query.index.text.by_characters(query.reading)), query.index.tongues)


def shared_concepts(query: Query) -> Floats:
    """Both speak of the same concepts of development work, in whatever language; a single vague one counts little."""
    return query.index.text.by_concepts(query.reading) if query.reading.concepts else query.index.nothing


def addressed_problems(query: Query) -> Floats:
    """The offer names solutions to the problems that the request tells of, by the links of the lexicon."""
    return query.index.text.by_problems(query.reading) if query.reading.concepts else query.index.nothing


def common_words(query: Query, place: int) -> Evidence:
    """Words of the request whose stems the offer uses too, the rarest first."""
    theirs = set(query.index.readings[place].stems)
    shared = {word.stem: word.written for word in query.words if word.content and word.stem in theirs}
    return {"words": [shared[stem] for stem in _rarest(shared, query.index.text.stems)[:SHOWN]]}


def alike_words(query: Query, place: int) -> Evidence:
    """Words of the request that begin like words of the offer, the rarest first."""
    beginnings = {stem[:BEGINNING] for stem in query.index.readings[place].stems if len(stem) >= BEGINNING}
    alike = {word.stem: word.written for word in query.words if word.content and word.stem[:BEGINNING] in beginnings}
    return {"words": [alike[stem] for stem in _rarest(alike, query.index.text.stems)[:SHOWN]]}


def common_concepts(query: Query, place: int) -> Evidence:
    """The concepts that both texts surely speak of, the rarest first."""
    mine, theirs = query.reading, query.index.readings[place]
    both = theirs.speaks_of(mine.speaks_of(mine.concepts.keys() & theirs.concepts.keys()))
    return {"concepts": _rarest(both, query.index.text.concepts)[:SHOWN]}


def problems_and_solutions(query: Query, place: int) -> Evidence:
    """The rarest problem of the request that the offer has a solution to, and its solutions."""
    offered = query.index.readings[place]
    helpful = {
        one for one in offered.concepts if not query.reading.concepts.keys().isdisjoint(concepts()[one].addresses)
    }
    solutions: dict[str, list[str]] = {}
    for one in sorted(offered.speaks_of(helpful)):
        for problem in query.reading.speaks_of(concepts()[one].addresses):
            solutions.setdefault(problem, []).append(one)
    rarest = _rarest(solutions, query.index.text.problems)[:1]
    return {"problems": rarest, "solutions": [one for problem in rarest for one in solutions[problem]][:SHOWN]}


def _rarest(tokens: Iterable[str], view: TfidfView | ConceptView) -> list[str]:
    return sorted(tokens, key=lambda token: (-view.rarity(token), token))


TOLD = "the request tells of {problems}, which {solutions} addresses"

FEATURES = (
    Feature(shared_words, Family.TEXT, SHARED_WORDS, common_words),
    Feature(similar_spelling, Family.TEXT, SHARED_WORDS, alike_words),
    Feature(shared_concepts, Family.TEXT, "both speak of {concepts}", common_concepts),
    Feature(addressed_problems, Family.TEXT, TOLD, problems_and_solutions),
)
