"""Many verdicts in one call: all of them, or none and what stands in the way of each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.errors import BadInputError, ConflictError, Fault, NotFoundError, SursurError
from matcher.holding import hold_all
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.opening import Picked, find_pairings
from matcher.review.reasons import Decline
from matcher.review.reviewing import check_declining, check_endorsing, decline_checked, endorse_checked
from models.match import Match
from models.pairing import Pairing

MOST = 100
"""Most verdicts in one call."""


class ManyRefusedError(ConflictError):
    """Some of several things that cannot be done; `faults` says which and why. Nothing was done."""

    def __init__(self, faults: Sequence[Fault], of: int) -> None:
        super().__init__(
            "{count} of {of} cannot be done, so nothing was: {place}: {detail}",
            count=len(faults),
            of=of,
            place=faults[0].place,
            detail=faults[0].detail,
        )
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Review:
    """One verdict of many: declined where it says why, else endorsed."""

    picked: Picked
    decline: Decline | None = None
    note: str | None = None


def review_many(session: Session, actor: Actor, reviews: Sequence[Review], *, now: datetime) -> list[Pairing]:
    """Endorses and declines up to 100 matches. Raises ManyRefusedError, and does nothing, where one cannot be."""
    demand(actor, MatchAction.REVIEW)
    if len(reviews) > MOST:
        raise BadInputError("{count} verdicts in one call; send at most {most}", count=len(reviews), most=MOST)
    keys = [one.picked.match for one in reviews]
    hold_all(session, Match, keys)
    known, on = find_pairings(session, actor, keys), now.date()
    faults = [*_repeated(keys), *_refused(actor, reviews, known, on)]
    if faults:
        raise ManyRefusedError(faults, len(reviews))
    for one in reviews:
        _apply(session, actor, known[one.picked.match], one, now)
    return [known[key] for key in keys]


def _repeated(keys: Sequence[int]) -> Iterator[Fault]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield Fault(
                Message("match {key}", key=key),
                Message("stands {times} times in the list; say one thing of it", times=times),
            )


def _refused(actor: Actor, reviews: Sequence[Review], known: dict[int, Pairing], on: date) -> Iterator[Fault]:
    for one in reviews:
        try:
            _check(actor, one, known.get(one.picked.match), on)
        except SursurError as error:
            yield Fault(Message("match {match}", match=one.picked.match), error.message)


def _check(actor: Actor, one: Review, found: Pairing | None, on: date) -> None:
    if found is None:
        raise NotFoundError("match", str(one.picked.match))
    if one.decline is None:
        check_endorsing(actor, found, one.picked, on=on)
    else:
        check_declining(actor, found, one.picked, one.decline, on=on)


def _apply(session: Session, actor: Actor, found: Pairing, one: Review, now: datetime) -> None:
    if one.decline is None:
        endorse_checked(session, actor, found, now=now, note=one.note)
        return
    until = check_declining(actor, found, one.picked, one.decline, on=now.date())
    decline_checked(session, actor, found, one.decline, until=until, now=now)
