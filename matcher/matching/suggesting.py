"""From the rankings of a run to its suggestions: first places are balanced among equals, then pairs are chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.matching.choosing import MINIMUM_SCORE, Candidate, Pair, choose
from models import taxonomy
from models.match import Match
from scoring import Explanation, Offer, Ranking, Request
from scoring.exposure import Standing, balance, provider_of


@dataclass(frozen=True)
class Suggestion:
    """An explained pair with its place as people see it and its place by score; 1 is best."""

    explanation: Explanation
    place: int
    place_by_score: int


def suggest(
    rankings: Sequence[Ranking], requests: Iterable[Request], offers: Iterable[Offer], engaged: Sequence[Match]
) -> dict[Pair, Suggestion]:
    """The suggestions of a run by (request, offer); `engaged` matches keep their places and the room that they take.

    In the choice an offer counts with the score that stands at its place by score, at most the margin from its own, so
    that a provider whose turn it is does not lose its place for a hair after all.
    """
    provider = {one.id: provider_of(one) for one in offers}
    fit = {one.request: [found for found in one.places if found.score >= MINIMUM_SCORE] for one in rankings}
    by_score = {request: _standings(found, provider) for request, found in fit.items()}
    balanced = balance(by_score, seen=_seen(engaged, fit, provider))
    priority = {one.id for one in requests if in_priority_country(one)}
    candidates = [
        Candidate(request, one.offer, worth.score, priority=request in priority, place=place)
        for request, ranking in balanced.items()
        for place, (one, worth) in enumerate(zip(ranking, by_score[request], strict=True), 1)
    ]
    chosen = choose(candidates, [(match.request, match.offer) for match in engaged])
    return {
        (request, one.offer): Suggestion(fit[request][one.place - 1], place, one.place)
        for request, ranking in balanced.items()
        for place, one in enumerate(ranking, 1)
        if (request, one.offer) in chosen
    }


def in_priority_country(request: Request) -> bool:
    """Whether a request comes from a least developed, landlocked developing or small island developing country."""
    country = taxonomy.countries().get(request.country or "")
    return country is not None and bool(country.groups)


def _standings(places: Sequence[Explanation], provider: Mapping[str, str]) -> list[Standing]:
    return [Standing(one.offer, provider[one.offer], one.score, place) for place, one in enumerate(places, 1)]


def _seen(engaged: Sequence[Match], ranked: Mapping[str, object], provider: Mapping[str, str]) -> list[list[Standing]]:
    """The live matches of requests that this run does not rank, as they are shown."""
    shown: dict[str, list[Standing]] = {}
    for match in sorted(engaged, key=lambda one: (one.request, one.rank, one.offer)):
        if match.request not in ranked:
            one = Standing(match.offer, provider.get(match.offer, match.offer), match.score, match.rank)
            shown.setdefault(match.request, []).append(one)
    return list(shown.values())
