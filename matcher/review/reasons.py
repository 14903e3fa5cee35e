"""The coded reasons for declining, in the reader's words, and what follows from each."""

from collections.abc import Mapping
from datetime import date, timedelta

from pydantic import BaseModel
from sqlmodel import Field

from locales import translate
from locales.messages import Message
from matcher.errors import BadInputError
from models.base import Schema
from models.decision import ABOUT_FIT, MOST_NOTE, PAUSE_DAYS, REASONS, Reason, Side

LONGEST_PAUSE = timedelta(days=5 * 365)

REASON_TEXTS: Mapping[Reason, str] = {
    Reason.NOT_THE_NEED: "The offer does not answer the need",
    Reason.CONTEXT_TOO_DIFFERENT: "The two countries' contexts are too different",
    Reason.LANGUAGE: "The working languages do not fit",
    Reason.NOT_OUR_FIELD: "The need lies outside the provider's field",
    Reason.NO_CAPACITY: "The provider has no capacity at present",
    Reason.NO_FUNDING: "There is no funding for an exchange",
    Reason.TIMING: "This is not the right moment",
    Reason.ALREADY_COOPERATING: "The two sides already cooperate on this",
    Reason.CHOSE_ANOTHER: "The requester chose another provider",
    Reason.NEED_MET: "The need has been met",
    Reason.NEED_CHANGED: "The need has changed",
    Reason.TOO_VAGUE: "The request or the offer does not say enough to decide",
    Reason.OTHER: "Another reason, given in the note",
}


class Decline(Schema):
    """Why a match is declined. The pair is not suggested again before `parked_until`; the reason decides it where it is
    left out."""

    reason: Reason
    note: str | None = Field(default=None, max_length=MOST_NOTE)
    parked_until: date | None = None


class ReasonPublic(BaseModel):
    """One reason: who may give it, whether the ranking learns from it, and for how long it parks the pair."""

    code: Reason
    text: str
    sides: list[Side]
    speaks_of_fit: bool
    pause_days: int
    needs_note: bool


def reasons_for(language: str, side: Side | None = None) -> list[ReasonPublic]:
    """The reasons of one side, or of all, in the reader's language."""
    codes = list(Reason) if side is None else REASONS[side]
    return [_public(code, language) for code in codes]


def _public(code: Reason, language: str) -> ReasonPublic:
    return ReasonPublic(
        code=code,
        text=translate(REASON_TEXTS[code], language),
        sides=[side for side, allowed in REASONS.items() if code in allowed],
        speaks_of_fit=code in ABOUT_FIT,
        pause_days=PAUSE_DAYS[code],
        needs_note=code == Reason.OTHER,
    )


def check_decline(decline: Decline, side: Side, *, on: date) -> date:
    """The day until which the pair is parked. Raises BadInputError for a reason that is not the side's, for `other`
    without a note, and for a day that is past or too far away."""
    if decline.reason not in REASONS[side]:
        allowed = ", ".join(REASONS[side])
        raise BadInputError(
            "{value!r} is no reason for the {side}; give one of {allowed}",
            value=decline.reason.value,
            side=Message(side),
            allowed=allowed,
        )
    if decline.reason == Reason.OTHER and not decline.note:
        raise BadInputError("the reason 'other' needs a note that says it")
    until = decline.parked_until or on + timedelta(days=PAUSE_DAYS[decline.reason])
    if not on < until <= on + LONGEST_PAUSE:
        raise BadInputError("parked_until {until} must lie after {on} and within five years", until=until, on=on)
    return until
