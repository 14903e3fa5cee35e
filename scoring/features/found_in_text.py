"""What a reader is shown of two texts: the words, concepts and problems in which they meet, in each side's words."""

from itertools import islice

from scoring.compiled.telling import concept_slugs
from scoring.features.feature import Evidence
from scoring.query import Query
from scoring.showable import SHOWN
from scoring.text.lexicon import concepts

MEETING_SHOWN = 2
"""Concepts around both texts that are shown: those after them are seldom to the point."""
LOOKED_AT = 6
"""Concepts around both texts that are looked at for words to show."""


def common_words(query: Query, place: int) -> Evidence:
    """Words of the request whose stems the offer uses too, the rarest first."""
    return {"words": query.met(place).words}


def alike_words(query: Query, place: int) -> Evidence:
    """Words of the request that begin like words of the offer, the rarest first."""
    return {"words": query.met(place).alike}


def same_meanings(query: Query, place: int) -> Evidence:
    """Words of the request with the words of the offer that surely mean the same, the rarest meaning first."""
    return {"pairs": [{"request": mine, "offer": theirs} for mine, theirs in query.met(place).pairs]}


def common_concepts(query: Query, place: int) -> Evidence:
    """The concepts that both texts surely speak of, the rarest first, with the words of each side."""
    asked, offered = query.showable.named, query.met(place).named
    shown = islice((one for one in query.showable.concepts if one in offered), SHOWN)
    return {
        "concepts": [{"concept": one, "request": asked[one], "offer": offered[one]} for one in shown],
    }


def meeting_concepts(query: Query, place: int) -> Evidence:
    """The concepts that the words of both texts go with, the weightiest first, with these words: several a side, since
    one alone may have come by chance."""
    found, offer = query.index.text.meeting(query.need.rows, place)[:LOOKED_AT], query.met(place)
    told = ((one, asked) for one in found if len(asked := query.showable.words_around(one)) > 1)
    sure = ((one, asked, offered) for one, asked in told if len(offered := offer.words_around(one)) > 1)
    return {
        "concepts": [
            {"concept": concept_slugs()[one], "request": ", ".join(asked), "offer": ", ".join(offered)}
            for one, asked, offered in islice(sure, MEETING_SHOWN)
        ]
    }


def problems_and_solutions(query: Query, place: int) -> Evidence:
    """The rarest problem of the request that the offer has a solution to, and its solutions, with each side's words."""
    told, named = query.showable.named, query.met(place).named
    solutions: dict[str, list[str]] = {}
    for one in sorted(named):
        for problem in concepts()[one].addresses:
            if problem in told:
                solutions.setdefault(problem, []).append(one)
    rarest = [one for one in query.showable.problems if one in solutions][:1]
    shown = [one for problem in rarest for one in solutions[problem]][:SHOWN]
    return {
        "problems": [{"concept": one, "request": told[one]} for one in rarest],
        "solutions": [{"concept": one, "offer": named[one]} for one in shown],
    }
