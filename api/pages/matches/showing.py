"""The page of a request with an offer: why they are together, where their match stands, and what its reader may do."""

from dataclasses import dataclass, field
from typing import cast

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession, Shelf
from api.pages.cards import Cards, PostCard
from api.pages.experts.lines import ExpertLine, lines_backing
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.matches.marking import Piece, meeting_words, pieces_of
from api.pages.matches.standing import Standing, standing_of
from api.pages.matches.why import Why, why_now, why_then
from api.pages.visits import CurrentVisit, Visit
from matcher.catalogue import one_post
from matcher.matching.shelf import IndexShelf
from matcher.review.pairs import match_of_pair
from matcher.review.rows import PostBrief
from matcher.review.seeing import Opened, open_match
from models import taxonomy
from models.offer import Offer
from models.request import Request
from scoring.explanation import Explanation

HERE = "/requests/{request_id}/offers/{offer_id}"
PAGE = "matches/match.html"

router = plain_pages()


@dataclass(frozen=True)
class PostShown:
    """One side of the pair; `card` is None where the reader may not see the post yet. `title` and `text` are cut where
    marked words begin and end."""

    kind: str
    id: str
    organization: str
    country: str
    card: PostCard | None
    title: list[Piece]
    text: list[Piece]


@dataclass(frozen=True)
class MatchPage:
    """A pair as its reader may see it, with the experts who back the offer. `why` is None where he may not see both
    posts, `standing` where there is no match or he may not know of it; `done` names what he has just done."""

    request_id: str
    offer_id: str
    sides: list[PostShown]
    why: Why | None
    experts: list[ExpertLine]
    standing: Standing | None
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, shelf: Shelf, request_id: str, offer_id: str) -> Response:
    """Why this match, where it stands, and what can be done about it."""
    return visit.page(PAGE, match_page(session, visit, shelf, request_id, offer_id))


def match_page(
    session: Session, visit: Visit, shelf: IndexShelf, request_id: str, offer_id: str, form: Form | None = None
) -> MatchPage:
    """The page of a pair. Raises NotFoundError where its reader may see neither a match nor both posts."""
    found = match_of_pair(session, visit.actor, request_id, offer_id)
    opened = open_match(session, visit.actor, found.id, now=visit.now, language=visit.language) if found else None
    request = opened.request if opened else one_post(session, Request, request_id, actor=visit.actor)
    offer = opened.offer if opened else one_post(session, Offer, offer_id, actor=visit.actor)
    explained = _explained(session, visit, shelf, request, offer, opened)
    explanation = explained[0] if explained else None
    cards = Cards(session, visit.actor, visit.language)
    return MatchPage(
        request_id=request_id,
        offer_id=offer_id,
        sides=[
            _side(cards, "request", request or _brief(opened, "request"), explanation),
            _side(cards, "offer", offer or _brief(opened, "offer"), explanation),
        ],
        why=explained[1] if explained else None,
        experts=_experts(session, visit, offer),
        standing=standing_of(session, visit, found, opened) if found and opened else None,
        done=visit.request.query_params.get("done", ""),
        form=form or Form(),
    )


def _explained(
    session: Session,
    visit: Visit,
    shelf: IndexShelf,
    request: Request | None,
    offer: Offer | None,
    opened: Opened | None,
) -> tuple[Explanation, Why] | None:
    """The explanation as of now; that of the suggestion where the posts are not ranked any more."""
    if request is None or offer is None:
        return None
    index = shelf.index(session, visit.today)
    if offer.id in index.places:
        return why_now(session, visit, request, offer, index)
    return why_then(opened.explanation, visit.language) if opened and opened.explanation else None


def _experts(session: Session, visit: Visit, offer: Offer | None) -> list[ExpertLine]:
    if offer is None:
        return []
    return lines_backing(session, [offer.id], visit.language, visit.today).get(offer.id, [])


def _brief(opened: Opened | None, kind: str) -> PostBrief:
    """What those may know of a hidden post who may see its match."""
    assert opened is not None
    return opened.listed.request if kind == "request" else opened.listed.offer


def _side(cards: Cards, kind: str, post: Request | Offer | PostBrief, explanation: Explanation | None) -> PostShown:
    if isinstance(post, PostBrief):
        country = taxonomy.country_name(post.country, cards.language) if post.country else ""
        return PostShown(kind, post.id, post.organization_name, country, None, [], [])
    card = _card(cards, post)
    words = "\n".join((post.title, post.text))
    met = meeting_words(explanation, words, post.language, side=kind) if explanation else []
    title, text = pieces_of(post.title, met), pieces_of(post.text, met)
    return PostShown(kind, post.id, card.organization, card.country, card, title, text)


def _card(cards: Cards, post: Request | Offer) -> PostCard:
    return cards.of(cast("list[Request]", [post]))[post.id]
