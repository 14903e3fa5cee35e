"""What a reader is shown of two texts, found in short, slow, plain Python: what the compiled telling must find."""

from collections.abc import Iterable
from itertools import islice

from scoring.compiled.lexis import concept_numbers
from scoring.compiled.reading import forms
from scoring.compiled.telling import concept_slugs
from scoring.features.feature import Evidence
from scoring.query import Query
from scoring.text.lexicon import concepts
from scoring.text.reading import Reading, read
from scoring.text.similarity import View

SHOWN = 3
MEETING_SHOWN = 2
"""Concepts around both texts that are shown: those after them are seldom to the point."""
LOOKED_AT = 6
"""Concepts around both texts that are looked at for words to show."""
BEGINNING = 5
"""Letters by which a reader recognises a cognate."""


def common_words(query: Query, place: int) -> Evidence:
    """Words of the request whose stems the offer uses too, the rarest first."""
    theirs = set(_theirs(query, place).stems)
    shared = {word.stem: word.written for word in _mine(query).words if word.stem in theirs}
    return {"words": [shared[stem] for stem in _rarest(shared, query.index.text.views["words"])[:SHOWN]]}


def alike_words(query: Query, place: int) -> Evidence:
    """Words of the request that begin like words of the offer, the rarest first."""
    beginnings = {stem[:BEGINNING] for stem in _theirs(query, place).stems if len(stem) >= BEGINNING}
    alike = {word.stem: word.written for word in _mine(query).words if word.stem[:BEGINNING] in beginnings}
    return {"words": [alike[stem] for stem in _rarest(alike, query.index.text.views["words"])[:SHOWN]]}


def same_meanings(query: Query, place: int) -> Evidence:
    """Words of the request with the words of the offer that surely mean the same, the rarest meaning first."""
    asked, offered = _mine(query).sure_meanings, _theirs(query, place).sure_meanings
    both = _rarest(asked.keys() & offered.keys(), query.index.text.views["meanings"])
    pairs = dict.fromkeys((asked[one].casefold(), offered[one].casefold()) for one in both)
    return {"pairs": [{"request": mine, "offer": theirs} for mine, theirs in list(pairs)[:SHOWN]]}


def common_concepts(query: Query, place: int) -> Evidence:
    """The concepts that both texts surely speak of, the rarest first, with the words of each side."""
    asked, offered = _mine(query).outright, _theirs(query, place).outright
    shown = _rarest(asked.keys() & offered.keys(), query.index.text.views["concepts"])[:SHOWN]
    return {
        "concepts": [{"concept": one, "request": asked[one], "offer": offered[one]} for one in shown],
    }


def meeting_concepts(query: Query, place: int) -> Evidence:
    """The concepts that the words of both texts go with, the weightiest first, with these words: several a side, since
    one alone may have come by chance."""
    mine, theirs = _mine(query), _theirs(query, place)
    found = [concept_slugs()[one] for one in query.index.text.meeting(query.need.rows, place)[:LOOKED_AT]]
    words = ((one, mine.words_around(one, SHOWN), theirs.words_around(one, SHOWN)) for one in found)
    sure = ((one, asked, offered) for one, asked, offered in words if min(len(asked), len(offered)) > 1)
    return {
        "concepts": [
            {"concept": one, "request": ", ".join(asked), "offer": ", ".join(offered)}
            for one, asked, offered in islice(sure, MEETING_SHOWN)
        ]
    }


def problems_and_solutions(query: Query, place: int) -> Evidence:
    """The rarest problem of the request that the offer has a solution to, and its solutions, with each side's words."""
    told, named = _mine(query).outright, _theirs(query, place).outright
    solutions: dict[str, list[str]] = {}
    for one in sorted(named):
        for problem in concepts()[one].addresses:
            if problem in told:
                solutions.setdefault(problem, []).append(one)
    rarest = _rarest(solutions, query.index.text.views["problems"])[:1]
    shown = [one for problem in rarest for one in solutions[problem]][:SHOWN]
    return {
        "problems": [{"concept": one, "request": told[one]} for one in rarest],
        "solutions": [{"concept": one, "offer": named[one]} for one in shown],
    }


def _rarest(tokens: Iterable[str], view: View) -> list[str]:
    numbers = view.kind.tokens(forms()) if view.kind.tokens else concept_numbers()
    rarity = {token: view.rarities([numbers[token]])[0] for token in tokens}
    return sorted(rarity, key=lambda token: (-rarity[token], token))


def _mine(query: Query) -> Reading:
    return read((query.request.title, query.request.text), query.request.language)


def _theirs(query: Query, place: int) -> Reading:
    offer = query.index.offers[place]
    return read((offer.title, offer.text), offer.language)


PLAINLY = {
    "shared_words": common_words,
    "similar_spelling": alike_words,
    "shared_meanings": same_meanings,
    "shared_concepts": common_concepts,
    "kindred_situations": meeting_concepts,
    "addressed_problems": problems_and_solutions,
}
"""What is shown for each feature of the texts."""
