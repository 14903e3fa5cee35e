"""What a reader is shown of two texts: the words, concepts and problems in which they meet, in each side's words."""

from itertools import islice

from scoring.compiled.telling import Told, concept_slugs
from scoring.features.feature import Evidence
from scoring.query import Query
from scoring.text.lexicon import concepts

SHOWN = 3
MEETING_SHOWN = 2
"""Concepts around both texts that are shown: those after them are seldom to the point."""
LOOKED_AT = 6
"""Concepts around both texts that are looked at for words to show."""


def common_words(query: Query, place: int) -> Evidence:
    """Words of the request whose stems the offer uses too, the rarest first."""
    theirs = _offered(query, place).words
    return {"words": list(islice((word.written for word in query.showable.words if word.stem in theirs), SHOWN))}


def alike_words(query: Query, place: int) -> Evidence:
    """Words of the request that begin like words of the offer, the rarest first."""
    theirs = _offered(query, place).beginnings
    alike = (word.written for word in query.showable.long_words if word.beginning in theirs)
    return {"words": list(islice(alike, SHOWN))}


def same_meanings(query: Query, place: int) -> Evidence:
    """Words of the request with the words of the offer that surely mean the same, the rarest meaning first."""
    offered = _offered(query, place)
    theirs, pairs = offered.sure_meanings, dict[tuple[str, str], None]()
    for meaning, mine in query.showable.meanings:
        if meaning in theirs and len(pairs) < SHOWN:
            pairs[mine.casefold(), offered.written(theirs[meaning]).casefold()] = None
    return {"pairs": [{"request": mine, "offer": theirs} for mine, theirs in pairs]}


def common_concepts(query: Query, place: int) -> Evidence:
    """The concepts that both texts surely speak of, the rarest first, with the words of each side."""
    asked, offered = query.showable.named, query.showable.named_by(place, _offered(query, place))
    shown = islice((one for one in query.showable.concepts if one in offered), SHOWN)
    return {
        "concepts": [{"concept": one, "request": asked[one], "offer": offered[one]} for one in shown],
    }


def meeting_concepts(query: Query, place: int) -> Evidence:
    """The concepts that the words of both texts go with, the weightiest first, with these words: several a side, since
    one alone may have come by chance."""
    found = query.index.text.meeting(query.need.rows, place)[:LOOKED_AT]
    offered, mine = _offered(query, place), query.showable.words_around(found, SHOWN)
    told = ((one, asked) for one, asked in zip(found, mine, strict=True) if len(asked) > 1)
    both = ((one, asked, offered.words_around([one], SHOWN)[0]) for one, asked in told)
    sure = (one for one in both if len(one[2]) > 1)
    return {
        "concepts": [
            {"concept": concept_slugs()[one], "request": ", ".join(asked), "offer": ", ".join(offered)}
            for one, asked, offered in islice(sure, MEETING_SHOWN)
        ]
    }


def problems_and_solutions(query: Query, place: int) -> Evidence:
    """The rarest problem of the request that the offer has a solution to, and its solutions, with each side's words."""
    told, named = query.showable.named, query.showable.named_by(place, _offered(query, place))
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


def _offered(query: Query, place: int) -> Told:
    return query.index.told([place])[0]
