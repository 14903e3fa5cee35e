"""Judging on country pairs that the history never linked: what the network foretells, not what it repeats."""

from collections import defaultdict
from dataclasses import replace

from matcher.errors import BadInputError
from matcher.evaluation.directory import Collection, LeftOut

Known = dict[str | None, frozenset[str]]
"""Learning country -> the offers of the countries that taught it."""


def new_pairs_only(collection: Collection) -> Collection:
    """The collection less the offers, and the judgements on them, of countries that taught the requester's before.

    Such offers are parked for the request, so that no engine ranks them; the history itself stays whole. Requests
    left without a relevant offer are dropped. Raises BadInputError where none is left.
    """
    known = _offers_of_known_teachers(collection)
    nobody: frozenset[str] = frozenset()
    new = {
        request.id: {
            offer: grade
            for offer, grade in collection.qrels[request.id].items()
            if offer not in known.get(request.country, nobody)
        }
        for request in collection.judged
    }
    qrels = {request: grades for request, grades in new.items() if any(grade > 0 for grade in grades.values())}
    if not qrels:
        raise BadInputError(
            "{name}: no relevant offer of a country that never taught the requester's", name=collection.name
        )
    removed = sum(len(collection.qrels[request]) - len(grades) for request, grades in new.items())
    requests = [replace(one, parked=one.parked | known.get(one.country, nobody)) for one in collection.requests]
    left_out = LeftOut(judgements=removed, requests=len(new) - len(qrels))
    return replace(collection, requests=requests, qrels=qrels, left_out=left_out)


def _offers_of_known_teachers(collection: Collection) -> Known:
    teachers: dict[str, set[str]] = defaultdict(set)
    for exchange in collection.exchanges:
        if exchange.requester_country and exchange.provider_country:
            teachers[exchange.requester_country].add(exchange.provider_country)
    return {
        learner: frozenset(offer.id for offer in collection.offers if offer.country in taught)
        for learner, taught in teachers.items()
    }
