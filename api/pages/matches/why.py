"""Why this match: a score opened into its parts, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from api.pages.matches.waterfall import Waterfall, waterfall
from api.pages.visits import Visit
from matcher.communities.shared import SharedCommunity
from matcher.connecting import Connection
from matcher.matching.explaining import Answer, Suggested, explain_pair
from matcher.matching.partner_words import partner_data
from models.offer import Offer
from models.request import Request
from scoring import Index
from scoring.explanation import Explanation, from_data
from scoring.features import FEATURES
from scoring.sentence import raise_data, sentence


@dataclass(frozen=True)
class ContributionRow:
    """One part of a score."""

    feature: str
    meaning: str
    family: str
    value: float | None
    weight: float
    contribution: float
    decisive: bool


@dataclass(frozen=True)
class PartnerCard:
    """A third partner for an exchange, with the identifiers of what speaks for it."""

    name: str
    why: str
    evidence: list[str]


@dataclass(frozen=True)
class Why:
    """One pair explained. `now` is False where only the explanation of the time of the suggestion is left: then place,
    partners and raises are not known."""

    now: bool
    place: int | None
    candidates: int
    score: float
    probability: float | None
    weight_table: str
    sentence: str
    gate: bool
    contributions: list[ContributionRow]
    waterfall: Waterfall
    suggested: Suggested | None
    exchanges: list[dict[str, str]]
    partners: list[PartnerCard]
    raises: list[dict[str, Any]]
    communities: tuple[SharedCommunity, ...]
    networks: tuple[Connection, ...]
    data: dict[str, Any]


def why_now(session: Session, visit: Visit, request: Request, offer: Offer, index: Index) -> tuple[Explanation, Why]:
    """A pair explained by the function of the API."""
    answer = explain_pair(session, request.id, offer.id, index=index)
    return answer.explanation, _why(answer, visit.language, now=True)


def why_then(data: Mapping[str, Any], language: str) -> tuple[Explanation, Why]:
    """A pair as it was explained when it was suggested, for posts that are not ranked any more."""
    whole = from_data(data)
    parts = tuple(one for one in whole.contributions if one.feature in FEATURES)
    kept = Explanation(whole.request, whole.offer, whole.model, whole.score, whole.gate, parts, whole.probability)
    return kept, _why(Answer(kept, None, 0, None, (), ()), language, now=False)


def _why(answer: Answer, language: str, *, now: bool) -> Why:
    explanation = answer.explanation
    return Why(
        now=now,
        place=answer.place,
        candidates=answer.candidates,
        score=explanation.score,
        probability=explanation.probability,
        weight_table=explanation.model,
        sentence=sentence(explanation, language) if explanation.contributions else "",
        gate=explanation.gate is not None,
        contributions=_contributions(explanation),
        waterfall=waterfall(explanation),
        suggested=answer.suggested,
        exchanges=_exchanges(explanation),
        partners=[_partner(partner_data(one, language)) for one in answer.partners],
        raises=[raise_data(one, language) for one in answer.raises],
        communities=answer.communities,
        networks=answer.networks,
        data=explanation.as_data(),
    )


def _partner(data: Mapping[str, Any]) -> PartnerCard:
    return PartnerCard(data["name"], data["why"], data["evidence"]["identifiers"])


def _exchanges(explanation: Explanation) -> list[dict[str, str]]:
    """The past exchanges of the provider that resemble the request."""
    found = (one.evidence.get("exchanges", ()) for one in explanation.contributions)
    return [one for several in found for one in several]


def _contributions(explanation: Explanation) -> list[ContributionRow]:
    decisive = {one.feature for one in explanation.decisive}
    return [
        ContributionRow(
            feature=one.feature,
            meaning=FEATURES[one.feature].meaning,
            family=str(one.family),
            value=one.value,
            weight=one.weight,
            contribution=one.contribution,
            decisive=one.feature in decisive,
        )
        for one in explanation.contributions
    ]
