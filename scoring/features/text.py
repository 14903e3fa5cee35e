"""Text evidence: what the request and the offer say."""

import numpy as np

from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.index import Query
from scoring.text.fairness import level_languages
from scoring.text.lexicon import with_broader

SHOWN = 3
BEGINNING = 5
"""Letters by which a reader recognises a cognate."""
SHARED_WORDS = "the texts share words ({words})"


def shared_words(query: Query) -> Floats:
    """The request and the offer use the same words, rare words counting more; offers in other languages are lifted to
    the same level."""
    return level_languages(np.sqrt(query.similarity(query.index.text.stems)), query.index.tongues)


def similar_spelling(query: Query) -> Floats:
    """Parts of words are alike: related languages and slips of the pen meet here."""
    return level_languages(np.sqrt(query.similarity(query.index.text.characters)), query.index.tongues)


def shared_concepts(query: Query) -> Floats:
    """Both speak of the same concepts of development work, in whatever language; a single vague one counts little."""
    found = query.similarity(query.index.text.concepts)
    return found if query.reading.concepts else query.index.nothing


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
    """The concepts that both texts name, the rarest first; broader ones where no narrow one is shared."""
    mine, theirs = query.reading.concepts, query.index.readings[place].concepts
    shared = set(mine) & set(theirs) or set(with_broader(mine)) & set(with_broader(theirs))
    return {"concepts": sorted(shared, key=lambda slug: (-query.index.text.concepts.rarity(slug), slug))[:SHOWN]}


FEATURES = (
    Feature(shared_words, Family.TEXT, SHARED_WORDS, common_words),
    Feature(similar_spelling, Family.TEXT, SHARED_WORDS, alike_words),
    Feature(shared_concepts, Family.TEXT, "both speak of {concepts}", common_concepts),
)
