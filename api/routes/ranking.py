"""Ranks an unsaved request, and explains any pair of published posts."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Field

import scoring
from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Shelf, Today
from api.explanations import ExplanationData, explanation_data
from api.third_partners import ThirdPartner
from matcher.catalogue import count_hidden, one_post, posts_by_id
from matcher.experts.finding import experts_backing
from matcher.learning.active import active_model
from matcher.matching.explaining import explain_pair
from matcher.matching.partner_words import partner_data
from models.base import OrganizationReference, Schema
from models.checks import CountryCode, LanguageCode, LanguageCodes, Modalities, Sectors
from models.expert import Expert
from models.offer import Offer, OfferPublic
from models.post import MAX_TEXT, Goals
from models.request import Request
from scoring.sentence import raise_data, sentence

router = APIRouter(tags=["ranking"])
MOST_PASSED_OVER = 500
"""Hidden offers that a ranking reads past to find those that its reader may see."""


class RankQuery(Schema):
    """An unsaved request, in the fields of a posted one; nothing of it is kept."""

    id: str | None = Field(default=None, max_length=80, description="echoed nowhere: nothing is stored")
    title: str = Field(default="", max_length=300)
    text: str = Field(min_length=1, max_length=MAX_TEXT)
    language: LanguageCode | None = None
    organization: OrganizationReference | None = None
    country: CountryCode | None = None
    sectors: Sectors = []
    modalities: Modalities = []
    working_languages: LanguageCodes = []
    sdgs: Goals = []
    preferred_provider: OrganizationReference | None = None
    k: int = Field(default=5, ge=1, le=50, description="how many offers to answer")

    def as_request(self) -> scoring.Request:
        """The same as the ranking reads it."""
        fields = self.model_dump(exclude={"id", "k"})
        return scoring.Request(id="unsaved", **{name: _frozen(value) for name, value in fields.items()})


class ExpertNamed(BaseModel):
    """An expert who backs an offer."""

    id: str
    title: str


class Place(BaseModel):
    """One ranked offer, with the experts who back it: its score opens into contributions that sum to it."""

    rank: int
    offer: OfferPublic
    score: float
    why: str
    explanation: ExplanationData
    experts: list[ExpertNamed]


class RankAnswer(BaseModel):
    """The best offers, and how many each gate kept out."""

    model: str
    places: list[Place]
    kept_out: dict[str, int]


class SuggestedPlace(BaseModel):
    """The live suggestion of a pair: its place as shown, and by score, before exposure was balanced among equals."""

    place: int
    place_by_score: int
    state: str
    run: int


class WouldRaise(BaseModel):
    """A change in the provider's hands: what it would add to the score, and the place that the offer would have."""

    change: str
    meaning: str
    gain: float
    place: int


class VideoNetwork(BaseModel):
    """A mechanism whose video network connects the countries of both sides; it weighs nothing."""

    mechanism: str
    name: str


class SharedNetwork(BaseModel):
    """A network with both sides in it, each by its organization or by its country alone; it weighs nothing."""

    id: str
    name: str
    requester_by_country: bool
    provider_by_country: bool


class PairAnswer(BaseModel):
    """One pair explained; `place` is that by score now, none where a gate keeps the offer out."""

    place: int | None
    candidates: int
    why: str
    explanation: ExplanationData
    suggested: SuggestedPlace | None
    third_partners: list[ThirdPartner]
    would_raise: list[WouldRaise]
    shared_communities: list[SharedNetwork]
    video_networks: list[VideoNetwork]
    experts: list[ExpertNamed]


@router.post("/rank", summary="Rank the offers for an unsaved request")
def rank(
    query: RankQuery, session: ReadSession, shelf: Shelf, today: Today, language: ReaderLanguage, actor: CurrentActor
) -> RankAnswer:
    """The offers that you may see and that could serve a need best, each with the reason for its place."""
    index = shelf.index(session, today)
    model = active_model(session, index.encoder)
    hidden = min(count_hidden(session, Offer, actor=actor), MOST_PASSED_OVER)
    ranking = scoring.rank(query.as_request(), index, model=model, k=query.k + hidden)
    offers = posts_by_id(session, Offer, [one.offer for one in ranking.places], actor=actor)
    seen = [one for one in ranking.places if one.offer in offers][: query.k]
    backing = experts_backing(session, [one.offer for one in seen])
    places = [
        Place(
            rank=number,
            offer=OfferPublic.model_validate(offers[one.offer], from_attributes=True),
            score=one.score,
            why=sentence(one, language),
            explanation=explanation_data(one),
            experts=_named(backing.get(one.offer, [])),
        )
        for number, one in enumerate(seen, 1)
    ]
    return RankAnswer(model=model.version, places=places, kept_out=ranking.kept_out)


def _seen_pair(request_id: str, offer_id: str, session: ReadSession, actor: CurrentActor) -> tuple[str, str]:
    """A published request and a published offer that the actor may see."""
    request = one_post(session, Request, request_id, actor=actor)
    return request.id, one_post(session, Offer, offer_id, actor=actor).id


SeenPair = Annotated[tuple[str, str], Depends(_seen_pair)]


@router.get("/requests/{request_id}/offers/{offer_id}", summary="Explain a pair")
def why(pair: SeenPair, session: ReadSession, shelf: Shelf, today: Today, language: ReaderLanguage) -> PairAnswer:
    """Why an offer stands where it stands for a request, or why not."""
    answer = explain_pair(session, *pair, index=shelf.index(session, today))
    return PairAnswer(
        place=answer.place,
        candidates=answer.candidates,
        why=sentence(answer.explanation, language),
        explanation=explanation_data(answer.explanation),
        suggested=SuggestedPlace.model_validate(answer.suggested, from_attributes=True) if answer.suggested else None,
        third_partners=[ThirdPartner(**partner_data(one, language)) for one in answer.partners],
        would_raise=[WouldRaise(**raise_data(one, language)) for one in answer.raises],
        shared_communities=[SharedNetwork.model_validate(one, from_attributes=True) for one in answer.communities],
        video_networks=[VideoNetwork(mechanism=one.mechanism, name=one.name) for one in answer.networks],
        experts=_named(experts_backing(session, [pair[1]]).get(pair[1], [])),
    )


def _named(rows: list[Expert]) -> list[ExpertNamed]:
    return [ExpertNamed(id=row.id, title=row.title) for row in rows]


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(value) if isinstance(value, list) else value
