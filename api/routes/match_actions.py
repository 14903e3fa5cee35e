"""What each side does with a match: review, interest, choice, introduction, answers, undoing and handing over.

Every call but those for several matches names the version that it acts upon in `If-Match`.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Field

from api.dependencies import ReaderLanguage
from api.etags import IfMatch, set_etag
from api.routes.matches import MatchKey
from api.transactions import TransactedRoute
from api.writing import Writing
from matcher.cursors import LARGEST_KEY
from matcher.review.assigning import assign
from matcher.review.bulk import MOST, Review, review_many
from matcher.review.introducing import accept, choose, introduce
from matcher.review.opening import Picked
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline, endorse, say_interest
from matcher.review.rows import MatchListed, listed
from matcher.review.undoing import undo
from models.base import Schema
from models.decision import MOST_NOTE
from models.pairing import Pairing

router = APIRouter(tags=["matches"], route_class=TransactedRoute)


class Remark(Schema):
    """A note that goes with a decision; read by the deciding side and those who review."""

    note: str | None = Field(default=None, max_length=MOST_NOTE)


class Assignment(Schema):
    """Who shall look after a match: the address of a focal point, or none for all who cover its countries."""

    to: str | None = Field(default=None, max_length=254)


class MatchPick(Schema):
    """A match, and the version of it that was read."""

    match: int = Field(ge=1, le=LARGEST_KEY)
    version: int = Field(ge=1)

    def as_picked(self) -> Picked:
        """The same for the service."""
        return Picked(self.match, self.version)


class Choice(Schema):
    """The matches whose providers a requester chooses."""

    matches: list[MatchPick] = Field(min_length=1, max_length=20)


class ReviewPick(MatchPick):
    """One verdict of several: declined where it says why, else endorsed."""

    decline: Decline | None = None
    note: str | None = Field(default=None, max_length=MOST_NOTE)


class Reviews(Schema):
    """Verdicts on several matches: all or none."""

    reviews: list[ReviewPick] = Field(min_length=1, max_length=MOST)


class MatchList(BaseModel):
    """The matches as they stand after a call."""

    items: list[MatchListed]


@dataclass(frozen=True)
class Acting(Writing):
    """One call that acts on matches; `language` is that in which they are told."""

    language: ReaderLanguage

    def one(self, found: Pairing) -> MatchListed:
        """The match as it stands now, with its version."""
        set_etag(self.response, found.match)
        return self.several([found]).items[0]

    def several(self, found: list[Pairing]) -> MatchList:
        """The matches as they stand now."""
        return MatchList(items=listed(self.session, self.actor, found, language=self.language))


def _picked(match_id: MatchKey, version: IfMatch) -> Picked:
    return Picked(match_id, version)


Calling = Annotated[Acting, Depends()]
OnePicked = Annotated[Picked, Depends(_picked)]


@router.post("/matches/review")
def review_several(body: Reviews, call: Calling) -> MatchList:
    """Endorses and declines up to 100 matches: all, or none and what stands in the way of each."""
    reviews = [Review(one.as_picked(), one.decline, one.note) for one in body.reviews]
    return call.several(review_many(call.session, call.actor, reviews, now=call.now))


@router.post("/matches/{match_id}/endorse")
def endorse_match(picked: OnePicked, call: Calling, body: Remark | None = None) -> MatchListed:
    """A focal point finds a proposal good; the requester may now choose it."""
    note = None if body is None else body.note
    return call.one(endorse(call.session, call.actor, picked, now=call.now, note=note))


@router.post("/matches/{match_id}/decline")
def decline_match(picked: OnePicked, body: Decline, call: Calling) -> MatchListed:
    """A focal point, the requester or the provider declines, with a reason of its side; the pair rests for a while."""
    return call.one(decline(call.session, call.actor, picked, body, now=call.now))


@router.post("/matches/{match_id}/interest")
def show_interest(picked: OnePicked, call: Calling) -> MatchListed:
    """The requester would like to hear more of a suggestion that is not reviewed yet."""
    return call.one(say_interest(call.session, call.actor, picked, now=call.now))


@router.post("/requests/{request_id}/choice")
def choose_providers(request_id: str, body: Choice, call: Calling) -> MatchList:
    """The requester chooses one or several endorsed providers, which accepts them; both sides are introduced."""
    picks = [one.as_picked() for one in body.matches]
    return call.several(choose(call.session, call.actor, request_id, picks, now=call.now))


@router.post("/matches/{match_id}/introduce")
def introduce_match(picked: OnePicked, call: Calling, body: Remark | None = None) -> MatchListed:
    """A focal point introduces both sides at the requester's wish; then both must accept."""
    note = None if body is None else body.note
    return call.one(introduce(call.session, call.actor, picked, now=call.now, note=note))


@router.post("/matches/{match_id}/accept")
def accept_match(picked: OnePicked, call: Calling) -> MatchListed:
    """One side accepts the introduction; when both have, contact data is open to them."""
    return call.one(accept(call.session, call.actor, picked, now=call.now))


@router.post("/matches/{match_id}/undo")
def undo_decision(picked: OnePicked, call: Calling) -> MatchListed:
    """Takes back one's own endorsement or decline, within 24 hours and before anybody acts on it."""
    return call.one(undo(call.session, call.actor, picked, now=call.now))


@router.post("/matches/{match_id}/assign")
def assign_match(picked: OnePicked, body: Assignment, call: Calling) -> MatchListed:
    """Hands a match to another focal point, or back to all who cover its countries."""
    return call.one(assign(call.session, call.actor, picked, body.to, now=call.now))
