"""One match before a focal point: both posts, why they are together, what was said before, and what he decides."""

from collections.abc import Callable
from datetime import date

from fastapi import Response
from sqlmodel import Field, Session

from api.dependencies import ReadSession, WriteSession
from api.pages.form_pages import Step, form_pages
from api.pages.forms import WHOLE, Form, Typed, WrongForm, tried
from api.pages.review.picks import joined
from api.pages.review.screen import mark_of, screen
from api.pages.review.wanted import Filtered, QueueQuery
from api.pages.visits import CurrentVisit, Visit
from api.routes.matches import MatchKey
from locales import translate
from matcher.errors import BadInputError
from matcher.policy import demand
from matcher.policy.matches import MatchAction
from matcher.review.assigning import assign
from matcher.review.introducing import introduce
from matcher.review.listing import list_matches
from matcher.review.neighbours import neighbours
from matcher.review.opening import Picked, find_pairing
from matcher.review.reasons import Decline
from matcher.review.recipients import covers, focal_points
from matcher.review.reviewing import decline, endorse
from models.decision import MOST_NOTE, Reason

HERE = "/review/{match_id}"
LIST = "/review"
PAGE = "review/match.html"

router = form_pages()


class Endorsing(Step):
    """An endorsement of the version that was read; with `introduce` both sides are told of each other at once."""

    remark: str | None = Field(default=None, max_length=MOST_NOTE)
    introduce: bool = False


class Declining(Step):
    """A decline of the version that was read."""

    reason: Reason
    note: str | None = Field(default=None, max_length=MOST_NOTE)
    parked_until: date | None = None


class Assigning(Step):
    """Who shall look after a match: the mark of a focal point, or nobody in particular."""

    to: str | None = Field(default=None, max_length=64)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, match_id: MatchKey, query: Filtered) -> Response:
    """One match to decide about."""
    return visit.page(PAGE, screen(session, visit, match_id, query))


@router.post(f"{HERE}/endorse")
def endorse_one(
    visit: CurrentVisit, session: WriteSession, match_id: MatchKey, query: Filtered, typed: Typed
) -> Response:
    """Finds a proposal good, and introduces both sides at once where that is wished; goes on to the next."""

    def act(said: Endorsing) -> Response:
        with session.begin_nested():
            found = endorse(session, visit.actor, Picked(match_id, said.version), now=visit.now, note=said.remark)
            if said.introduce:
                introduce(session, visit.actor, Picked(match_id, found.match.version), now=visit.now)
        return _next(session, visit, match_id, query, "introduced" if said.introduce else "endorsed")

    return tried(Endorsing, typed, visit.language, act=act, again=_again(session, visit, match_id, query))


@router.post(f"{HERE}/introduce")
def introduce_one(
    visit: CurrentVisit, session: WriteSession, match_id: MatchKey, query: Filtered, typed: Typed
) -> Response:
    """Introduces both sides of what was endorsed, at the requester's wish."""

    def act(said: Step) -> Response:
        introduce(session, visit.actor, Picked(match_id, said.version), now=visit.now)
        return _stay(visit, match_id, query, "introduced")

    return tried(Step, typed, visit.language, act=act, again=_again(session, visit, match_id, query))


@router.post(f"{HERE}/decline")
def decline_one(
    visit: CurrentVisit, session: WriteSession, match_id: MatchKey, query: Filtered, typed: Typed
) -> Response:
    """Declines a match with a coded reason; goes on to the next."""

    def act(said: Declining) -> Response:
        if said.reason == Reason.OTHER and not said.note:
            raise WrongForm(Form(typed, {"note": translate("Say the reason in your words.", visit.language)}))
        why = Decline(reason=said.reason, note=said.note, parked_until=said.parked_until)
        try:
            decline(session, visit.actor, Picked(match_id, said.version), why, now=visit.now)
        except BadInputError as error:
            place = "parked_until" if said.parked_until else WHOLE
            raise WrongForm(Form(typed, {place: error.told(visit.language)}), error.status) from None
        return _next(session, visit, match_id, query, "declined")

    return tried(Declining, typed, visit.language, act=act, again=_again(session, visit, match_id, query))


@router.post(f"{HERE}/assign")
def hand_over(
    visit: CurrentVisit, session: WriteSession, match_id: MatchKey, query: Filtered, typed: Typed
) -> Response:
    """Hands a match to one focal point, or back to all of them."""

    def act(said: Assigning) -> Response:
        to = _address(session, visit, match_id, said.to) if said.to else None
        assign(session, visit.actor, Picked(match_id, said.version), to, now=visit.now)
        return _stay(visit, match_id, query, "assigned")

    return tried(Assigning, typed, visit.language, act=act, again=_again(session, visit, match_id, query))


def _address(session: Session, visit: Visit, match_id: int, mark: str) -> str:
    found = find_pairing(session, visit.actor, match_id)
    demand(visit.actor, MatchAction.ASSIGN, found)
    for one in focal_points(session):
        if covers(one, found) and mark_of(one.email) == mark:
            return one.email
    wrong = translate("Choose one of the focal points of the two countries.", visit.language)
    raise WrongForm(Form({"to": mark}, {"to": wrong}))


def _again(session: Session, visit: Visit, match_id: int, query: QueueQuery) -> Callable[[Form, int], Response]:
    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, screen(session, visit, match_id, query, form), status)

    return again


def _next(session: Session, visit: Visit, match_id: int, query: QueueQuery, done: str) -> Response:
    """The following match of the queue, the first where that was the last, or the list where none is left."""
    found = find_pairing(session, visit.actor, match_id)
    _, following = neighbours(session, visit.actor, found, query.wanted, now=visit.now)
    if following is None:
        first, _ = list_matches(session, visit.actor, query.wanted, now=visit.now, limit=1)
        following = first[0].id if first else None
    where = LIST if following is None else HERE.format(match_id=following)
    return visit.on_to(where, **query.kept, done=done, last=joined([match_id]))


def _stay(visit: Visit, match_id: int, query: QueueQuery, done: str) -> Response:
    return visit.on_to(HERE.format(match_id=match_id), **query.kept, done=done, last=joined([match_id]))
