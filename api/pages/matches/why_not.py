"""Why not X: an offer that is not suggested for a request, looked for by its words or by who offers it."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession, Shelf
from api.pages.cards import Cards, MatchRow, PostCard
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit
from matcher.catalogue import one_post
from matcher.matching.explaining import Answer, explain_pair
from matcher.offers_named import offers_named
from models.offer import Offer
from models.request import Request
from scoring.sentence import raise_data, sentence

router = plain_pages()


@dataclass(frozen=True)
class Reply:
    """Why an offer stands where it stands: the gate that keeps it out, or its place, beside that of the last suggestion
    and what the last suggestion's score is."""

    offer: PostCard
    gate: bool
    place: int | None
    candidates: int
    score: float
    why: str
    suggested: int | None
    raises: list[dict[str, Any]]


@dataclass(frozen=True)
class WhyNotPage:
    """What was looked for, what was found, and the answer for the chosen one. `suggested` are the live suggestions."""

    request: PostCard
    words: str
    found: list[PostCard]
    reply: Reply | None
    suggested: list[MatchRow]


@router.get("/requests/{request_id}/why-not")
def why_not(
    visit: CurrentVisit,
    session: ReadSession,
    shelf: Shelf,
    request_id: str,
    words: Annotated[str, Query(max_length=200)] = "",
    offer: Annotated[str | None, Query(max_length=80)] = None,
) -> Response:
    """Finds an offer, and says why it is not among the suggestions."""
    asked = one_post(session, Request, request_id, actor=visit.actor)
    cards = Cards(session, visit.actor, visit.language)
    page = WhyNotPage(
        request=cards.of([asked])[request_id],
        words=words.strip(),
        found=_found(session, cards, words.strip()),
        reply=_reply(session, shelf, visit, cards, request_id, offer) if offer else None,
        suggested=cards.matches(request_id),
    )
    return visit.page("matches/why-not.html", page)


def _found(session: Session, cards: Cards, words: str) -> list[PostCard]:
    return list(cards.of(offers_named(session, cards.actor, words)).values()) if words else []


def _reply(session: Session, shelf: Shelf, visit: CurrentVisit, cards: Cards, request: str, key: str) -> Reply:
    post = one_post(session, Offer, key, actor=visit.actor)
    answer = explain_pair(session, request, key, index=shelf.index(session, visit.today))
    return _told(answer, cards.of([post])[key], visit.language)


def _told(answer: Answer, card: PostCard, language: str) -> Reply:
    return Reply(
        offer=card,
        gate=answer.explanation.gate is not None,
        place=answer.place,
        candidates=answer.candidates,
        score=answer.explanation.score,
        why=sentence(answer.explanation, language),
        suggested=answer.suggested.place if answer.suggested else None,
        raises=[raise_data(one, language) for one in answer.raises],
    )
