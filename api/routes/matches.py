"""Matches: lists and queues, one match opened, and what each side says of it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from api.dependencies import CurrentActor, Now, ReaderLanguage, ReadSession
from api.explanations import ExplanationData, explanation_data
from api.lists import ListQuery, Page
from api.problem_details import documented
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from matcher.cursors import LARGEST_KEY
from matcher.policy.matches import MatchAction
from matcher.review.contacts import Contacts, contacts_of
from matcher.review.listing import list_matches
from matcher.review.reasons import ReasonPublic, reasons_for
from matcher.review.rows import MatchListed, listed
from matcher.review.said import DecisionPublic, NotePublic, history_of
from matcher.review.seeing import Opened, open_match
from matcher.review.wanted import Queue, Sort, Wanted
from models.checks import CountryCode, Sector
from models.decision import Side
from models.match import MatchState
from models.offer import OfferPublic
from models.request import RequestPublic
from scoring.explanation import from_data

router = APIRouter(tags=["matches"], route_class=TransactedRoute)

MatchKey = Annotated[int, Path(ge=1, le=LARGEST_KEY)]
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]


class MatchQuery(ListQuery):
    """What to list: a queue of the reader's, or any match that he may see."""

    queue: Queue | None = None
    state: MatchState | None = None
    request: str | None = None
    offer: str | None = None
    country: CountryCode | None = Field(default=None, description="of either side")
    sector: Sector | None = Field(default=None, description="of the request")
    min_age_days: int | None = Field(default=None, ge=0, le=3650, description="days since the proposal, at least")
    assigned_to: str | None = Field(
        default=None,
        description="an address, `me`, `nobody`, or `mine`: yours by name or, where it is nobody's, by country and "
        "sector; for those who review",
    )
    sort: Sort = Sort.OLDEST

    def as_wanted(self) -> Wanted:
        """The same for the list."""
        return Wanted(**self.model_dump(exclude={"after", "limit"}))


class MatchOpened(MatchListed):
    """A match with its posts and explanation as far as the reader may see them, and what he may do now."""

    request_post: RequestPublic | None
    offer_post: OfferPublic | None
    explanation: ExplanationData | None
    actions: list[MatchAction]
    decisions: list[DecisionPublic]
    notes: list[NotePublic]


@router.get("/reasons")
def reasons(language: ReaderLanguage, side: Side | None = None) -> list[ReasonPublic]:
    """The coded reasons for declining, of one side or of all, in the reader's language."""
    return reasons_for(language, side)


@router.get("/matches")
def matches(
    query: Annotated[MatchQuery, Query()],
    session: ReadSession,
    actor: CurrentActor,
    language: ReaderLanguage,
    now: Now,
) -> Page[MatchListed]:
    """The matches that the reader may see, by queue and filter."""
    found, following = list_matches(session, actor, query.as_wanted(), now=now, after=query.after, limit=query.limit)
    return Page(items=listed(session, actor, found, language=language), next=following)


@router.get("/matches/{match_id}")
def match(
    match_id: MatchKey,
    session: ReadSession,
    actor: CurrentActor,
    language: ReaderLanguage,
    now: Now,
    response: Response,
) -> MatchOpened:
    """One match opened: why it stands where it stands, what was said, and what the reader may do now."""
    opened = open_match(session, actor, match_id, now=now, language=language)
    response.headers["ETag"] = f'"{opened.listed.version}"'
    return _opened(opened)


def _opened(opened: Opened) -> MatchOpened:
    request, offer, why = opened.request, opened.offer, opened.explanation
    return MatchOpened(
        **dict(opened.listed),
        request_post=None if request is None else RequestPublic.model_validate(request, from_attributes=True),
        offer_post=None if offer is None else OfferPublic.model_validate(offer, from_attributes=True),
        explanation=None if why is None else explanation_data(from_data(why)),
        actions=opened.actions,
        decisions=opened.decisions,
        notes=opened.notes,
    )


@router.get("/matches/{match_id}/history")
def match_history(match_id: MatchKey, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """What happened to a match, the oldest first."""
    return told(history_of(session, actor, match_id))


@router.get("/matches/{match_id}/contacts", responses=documented(409))
def match_contacts(match_id: MatchKey, session: ReadSession, actor: CurrentActor) -> Contacts:
    """How to reach both sides: for them alone, once both have accepted."""
    return contacts_of(session, actor, match_id)
