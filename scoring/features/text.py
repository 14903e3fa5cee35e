"""Text evidence: what the request and the offer say."""

import numpy as np

from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.index import Query
from scoring.text.fairness import level_languages
from scoring.text.lexicon import concepts
from scoring.text.recognition import SPOKEN_OF
from scoring.text.similarity import ConceptView, Reading

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
    rarest = sorted(shared, key=lambda stem: (-query.index.text.stems.rarity(stem), stem))
    return {"words": [shared[stem] for stem in rarest[:SHOWN]]}


def alike_words(query: Query, place: int) -> Evidence:
    """Words of the request that begin like words of the offer, the rarest first."""
    beginnings = {stem[:BEGINNING] for stem in query.index.readings[place].stems if len(stem) >= BEGINNING}
    alike = {word.stem: word.written for word in query.words if word.content and word.stem[:BEGINNING] in beginnings}
    rarest = sorted(alike, key=lambda stem: (-query.index.text.stems.rarity(stem), stem))
    return {"words": [alike[stem] for stem in rarest[:SHOWN]]}


def common_concepts(query: Query, place: int) -> Evidence:
    """The concepts that both texts surely speak of, the rarest first."""
    mine, theirs = _spoken_of(query.reading), _spoken_of(query.index.readings[place])
    return {"concepts": _rarest(mine & theirs, query.index.text.concepts)[:SHOWN]}


def problems_and_solutions(query: Query, place: int) -> Evidence:
    """The rarest problem of the request that the offer has a solution to, and its solutions."""
    mine, theirs = _spoken_of(query.reading), _spoken_of(query.index.readings[place])
    solutions = {
        problem: sorted(one for one in theirs if problem in concepts()[one].addresses) for problem in mine - theirs
    }
    told = _rarest({problem for problem, found in solutions.items() if found}, query.index.text.problems)[:1]
    return {"problems": told, "solutions": [one for problem in told for one in solutions[problem]][:SHOWN]}


def _spoken_of(reading: Reading) -> set[str]:
    return {slug for slug, strength in reading.concepts.items() if strength >= SPOKEN_OF}


def _rarest(slugs: set[str], view: ConceptView) -> list[str]:
    return sorted(slugs, key=lambda slug: (-view.rarity(slug), slug))


TOLD = "the request tells of {problems}, which {solutions} addresses"

FEATURES = (
    Feature(shared_words, Family.TEXT, SHARED_WORDS, common_words),
    Feature(similar_spelling, Family.TEXT, SHARED_WORDS, alike_words),
    Feature(shared_concepts, Family.TEXT, "both speak of {concepts}", common_concepts),
    Feature(addressed_problems, Family.TEXT, TOLD, problems_and_solutions),
)
