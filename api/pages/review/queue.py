"""The queue of a focal point: what waits for review, the oldest first, decided one by one or several at once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from fastapi import Response
from sqlmodel import Field, Session

from api.dependencies import ReadSession, WriteSession
from api.pages.form_pages import form_pages
from api.pages.forms import WHOLE, Form, Typed, WrongForm, tried
from api.pages.review.counts import Counts, counts
from api.pages.review.picks import Decided, PickText, decided, joined, picked, titles
from api.pages.review.rows import QueueRow, queue_rows
from api.pages.review.wanted import Filtered, QueueQuery
from api.pages.visits import CurrentVisit, Visit
from locales import translate
from matcher.policy import demand
from matcher.policy.matches import MatchAction
from matcher.review.bulk import MOST, ManyRefusedError, Review, review_many
from matcher.review.listing import list_matches
from matcher.review.opening import find_pairings
from matcher.review.reasons import Decline, ReasonPublic, reasons_for
from matcher.review.undoing import undo
from matcher.review.wanted import MINE
from models import taxonomy
from models.base import Schema
from models.decision import MOST_NOTE, Reason, Side

HERE = "/review"
PAGE = "review/queue.html"
SHOWN = 25

router = form_pages()


class Verdicts(Schema):
    """What is said of the matches that were ticked."""

    pick: list[PickText] = Field(default=[], max_length=MOST)
    verdict: Literal["endorse", "decline"] | None = None
    reason: Reason | None = None
    note: str | None = Field(default=None, max_length=MOST_NOTE)
    parked_until: date | None = None


class Undoing(Schema):
    """The matches whose decision is taken back."""

    pick: list[PickText] = Field(min_length=1, max_length=MOST)


@dataclass(frozen=True)
class QueuePage:
    """The part of the queue that was asked for; `kept` is the filter as it goes along in addresses."""

    counts: Counts
    rows: list[QueueRow]
    next: str | None
    query: QueueQuery
    kept: dict[str, str]
    countries: list[tuple[str, str]]
    sectors: list[tuple[str, str]]
    reasons: list[ReasonPublic]
    decided: Decided | None
    form: Form = field(default_factory=Form)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, query: Filtered) -> Response:
    """What waits for review."""
    return visit.page(PAGE, _page(session, visit, query))


@router.post(f"{HERE}/decide")
def decide(visit: CurrentVisit, session: WriteSession, query: Filtered, typed: Typed) -> Response:
    """Endorses or declines the ticked matches: all, or none and what stands in the way of each."""

    def act(said: Verdicts) -> Response:
        reviews = _reviews(said, typed, visit.language)
        try:
            found = review_many(session, visit.actor, reviews, now=visit.now)
        except ManyRefusedError as error:
            raise WrongForm(Form(typed, _faults(session, visit, error)), error.status) from None
        done = "endorsed" if said.verdict == "endorse" else "declined"
        after = {"after": query.after} if query.after else {}
        return visit.on_to(HERE, **query.kept, **after, done=done, last=joined([one.id for one in found]))

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, _page(session, visit, query, form), status)

    return tried(Verdicts, typed, visit.language, act=act, again=again)


@router.post(f"{HERE}/undo")
def take_back(visit: CurrentVisit, session: WriteSession, query: Filtered, typed: Typed) -> Response:
    """Takes back one's own decisions, all or none of those named."""

    def act(said: Undoing) -> Response:
        picks = [picked(one) for one in said.pick]
        with session.begin_nested():
            for one in picks:
                undo(session, visit.actor, one, now=visit.now)
        first, last = picks[0].match, joined([one.match for one in picks])
        return visit.on_to(HERE if len(picks) > 1 else f"{HERE}/{first}", **query.kept, done="undone", last=last)

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, _page(session, visit, query, form), status)

    return tried(Undoing, typed, visit.language, act=act, again=again)


def _reviews(said: Verdicts, typed: dict[str, Any], language: str) -> list[Review]:
    """The verdicts for the service. Raises WrongForm where one is missing a match or a reason."""
    wrong = {}
    if said.verdict is None:
        wrong["together"] = translate("Say what to do with the ticked ones: press one of the two buttons.", language)
    if not said.pick:
        wrong["pick"] = translate("Tick at least one match.", language)
    if said.verdict == "decline" and said.reason is None:
        wrong["reason"] = translate("Choose a reason.", language)
    if said.verdict == "decline" and said.reason == Reason.OTHER and not said.note:
        wrong["note"] = translate("Say the reason in your words.", language)
    if wrong:
        raise WrongForm(Form(typed, wrong))
    why = None
    if said.verdict == "decline" and said.reason is not None:
        why = Decline(reason=said.reason, note=said.note, parked_until=said.parked_until)
    return [Review(picked(one), why, said.note) for one in said.pick]


def _faults(session: Session, visit: Visit, error: ManyRefusedError) -> dict[str, str]:
    """What stands in the way of each match, at its box."""
    keyed = {int(str(next(iter(one.place.values.values())))): one.detail.told(visit.language) for one in error.faults}
    known = find_pairings(session, visit.actor, list(keyed))
    wrong = {WHOLE: translate("Nothing was decided, because of these:", visit.language)}
    for key, detail in keyed.items():
        named = titles(visit.actor, known[key]) if key in known else str(key)
        wrong[f"pick-{key}"] = f"{named}: {detail}"
    return wrong


def _page(session: Session, visit: Visit, query: QueueQuery, form: Form | None = None) -> QueuePage:
    demand(visit.actor, MatchAction.REVIEW)
    found, following = list_matches(session, visit.actor, query.wanted, now=visit.now, after=query.after, limit=SHOWN)
    return QueuePage(
        counts=counts(session, visit),
        rows=queue_rows(session, visit, found, _by_match(form), own=query.assigned == MINE),
        next=following,
        query=query,
        kept=query.kept,
        countries=_countries(visit),
        sectors=[(one.slug, one.names[visit.language]) for one in taxonomy.sectors().values()],
        reasons=reasons_for(visit.language, Side.FOCAL_POINT),
        decided=decided(session, visit.actor, query.done, query.last),
        form=form or Form(),
    )


def _by_match(form: Form | None) -> dict[int, str]:
    wrong = form.wrong if form else {}
    keys = {name: name.removeprefix("pick-") for name in wrong if name.startswith("pick-")}
    return {int(key): wrong[name] for name, key in keys.items() if key.isdigit()}


def _countries(visit: Visit) -> list[tuple[str, str]]:
    """Those that the reader looks after; all where he looks after the world."""
    codes = visit.actor.covers or taxonomy.countries()
    named = [(code, taxonomy.country_name(code, visit.language)) for code in codes]
    return sorted(named, key=lambda one: one[1])
