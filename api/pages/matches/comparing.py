"""Some providers of one request side by side: what each brings, and what makes the difference."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession, Shelf
from api.pages.cards import Cards, MatchRow, PostCard
from api.pages.form_pages import plain_pages
from api.pages.visits import CurrentVisit
from matcher.catalogue import one_post, posts_by_id
from matcher.errors import NotFoundError
from matcher.matching.explaining import Compared, compare_offers
from models import taxonomy
from models.offer import Offer
from models.request import Request
from scoring.sentence import sentence

MOST = 4
ENOUGH = 2

router = plain_pages()


@dataclass(frozen=True)
class Column:
    """One provider; `place` is None where a gate keeps it out, which `why` then tells."""

    offer: PostCard
    place: int | None
    score: float
    why: str
    modalities: list[str]
    languages: list[str]
    exchanges: list[dict[str, str]]


@dataclass(frozen=True)
class PartRow:
    """What one finding adds to each score, and how far the highest lies above the lowest."""

    feature: str
    parts: list[float]
    difference: float

    @property
    def highest(self) -> float:
        """The largest part."""
        return max(self.parts)


@dataclass(frozen=True)
class ComparePage:
    """The providers side by side; `choices` are the suggested ones, to choose from, `chosen` the ticked ones."""

    request: PostCard
    columns: list[Column]
    rows: list[PartRow]
    choices: list[MatchRow]
    chosen: list[str]
    most: int = MOST


@router.get("/requests/{request_id}/compare")
def compare(
    visit: CurrentVisit,
    session: ReadSession,
    shelf: Shelf,
    request_id: str,
    offer: Annotated[list[str], Query(max_length=MOST)] = [],  # noqa: B006
) -> Response:
    """Two to four providers side by side; with fewer, those that can be compared."""
    asked = one_post(session, Request, request_id, actor=visit.actor)
    chosen = list(dict.fromkeys(offer))
    offers = posts_by_id(session, Offer, chosen, actor=visit.actor)
    for key in chosen:
        if key not in offers:
            raise NotFoundError("offer", key)
    cards = Cards(session, visit.actor, visit.language)
    found = _found(session, shelf, visit, asked, chosen) if len(chosen) >= ENOUGH else []
    shown = cards.of(list(offers.values()))
    page = ComparePage(
        request=cards.of([asked])[request_id],
        columns=[_column(one, offers, shown, visit.language) for one in found],
        rows=_rows(found),
        choices=cards.matches(request_id),
        chosen=chosen,
    )
    return visit.page("matches/compare.html", page)


def _found(session: Session, shelf: Shelf, visit: CurrentVisit, asked: Request, chosen: list[str]) -> list[Compared]:
    """The chosen offers explained, the best first, those behind a gate last."""
    found = compare_offers(session, asked, chosen, index=shelf.index(session, visit.today))
    return sorted(found, key=lambda one: (one.place is None, one.place or 0))


def _column(one: Compared, offers: dict[str, Offer], cards: dict[str, PostCard], language: str) -> Column:
    explanation, offer = one.explanation, offers[one.explanation.offer]
    alike = (part.evidence.get("exchanges", ()) for part in explanation.contributions)
    return Column(
        offer=cards[offer.id],
        place=one.place,
        score=explanation.score,
        why=sentence(explanation, language),
        modalities=[taxonomy.modalities()[slug].names[language] for slug in offer.modalities],
        languages=[taxonomy.language_name(code, language) for code in offer.working_languages],
        exchanges=[exchange for several in alike for exchange in several],
    )


def _rows(found: list[Compared]) -> list[PartRow]:
    """What each finding adds, that which makes the largest difference first; findings that add nothing left out."""
    columns = zip(*(one.explanation.contributions for one in found), strict=True)
    rows = [_row(parts[0].feature, [one.contribution for one in parts]) for parts in columns if parts]
    return sorted((row for row in rows if any(row.parts)), key=lambda row: -row.difference)


def _row(feature: str, parts: list[float]) -> PartRow:
    return PartRow(feature, parts, round(max(parts) - min(parts), 6))
