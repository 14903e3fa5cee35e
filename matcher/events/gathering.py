"""An event as the problem that its timetable solves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from matcher.events.finding import attending
from matcher.events.hours import slots_of
from matcher.events.planning import Pair, Pairing, Problem, Seat, Side, pair_of
from matcher.events.topics import Subject, subjects
from matcher.events.wishing import wishes_of
from matcher.policy.events import Attending
from models import taxonomy
from models.event import Event
from models.event_delegation import DelegationState, WishKind, posts_of
from models.meeting import STANDING, Meeting, MeetingState, meetings_of
from models.snapshot import fingerprint
from scoring import Index


@dataclass(frozen=True)
class Gathered:
    """What a plan is made from. `wanted` are the pairs of which one wishes to meet the other, those that cancelled too;
    by `stamp` it is known whether anything of it has changed."""

    problem: Problem
    slots: Sequence[datetime]
    subjects: Mapping[Pair, Sequence[Subject]]
    wanted: Mapping[Pair, int]
    stamp: str


def gather(session: Session, event: Event, *, index: Index, now: datetime) -> Gathered:
    """Everything that the timetable of an event depends on; meetings that have begun stay as they are."""
    slots, delegations = slots_of(event), attending(session, event)
    meetings, wishes = meetings_of(session, event.id), wishes_of(session, event.id)
    talks = subjects(session, posts_of(session, event.id), index=index, as_of=now.date())
    wanted = Counter(pair_of(*who) for who, kind in wishes.items() if kind == WishKind.MEET)
    coming = {key for key, one in delegations.items() if one.delegation.state == DelegationState.REGISTERED}
    pairs = [pair for pair in sorted({*talks, *wanted}) if coming.issuperset(pair)]
    fixed, kept, spent = _standing(meetings, slots, event.tables, now=now)
    sides = {key: _side(delegations[key], slots, spent[key], now=now) for key in sorted(coming)}
    problem = Problem(
        slots=len(slots),
        tables=event.tables,
        sides=sides,
        pairings=[Pairing(pair, talks[pair][0].score if pair in talks else 0, wanted[pair]) for pair in pairs],
        kept={pair: seat for pair, seat in kept.items() if coming.issuperset(pair)},
        fixed=fixed,
        avoided=frozenset(pair_of(*who) for who, kind in wishes.items() if kind == WishKind.AVOID),
    )
    return Gathered(problem, slots, talks, wanted, stamp_of(session, event))


def stamp_of(session: Session, event: Event) -> str:
    """Tells whether an event, its delegations, wishes, posts or meetings have changed."""
    rows: list[Any] = [
        [event.id, event.version],
        [[key, one.delegation.version] for key, one in attending(session, event).items()],
        [[one.id, one.delegation] for one in posts_of(session, event.id)],
        [[*who, kind] for who, kind in sorted(wishes_of(session, event.id).items())],
        [[one.id, one.version] for one in meetings_of(session, event.id)],
    ]
    return fingerprint({"rows": rows})


def _standing(
    meetings: Sequence[Meeting], slots: Sequence[datetime], tables: int, *, now: datetime
) -> tuple[dict[Pair, Seat], dict[Pair, Seat], Counter[str]]:
    """The seats that nobody changes any more, those of an earlier plan, and how many meetings each delegation has had
    at times that are none any more."""
    numbers = {slot: number for number, slot in enumerate(slots)}
    fixed: dict[Pair, Seat] = {}
    kept: dict[Pair, Seat] = {}
    spent = Counter[str]()
    for one in meetings:
        if one.state not in STANDING:
            continue
        begun = one.state != MeetingState.PLANNED or one.starts_at <= now
        number = numbers.get(one.starts_at)
        if number is not None and one.place <= tables:
            (fixed if begun else kept)[one.first, one.second] = Seat(number, one.place)
        elif begun:
            spent.update((one.first, one.second))
    return fixed, kept, spent


def _side(one: Attending, slots: Sequence[datetime], spent: int, *, now: datetime) -> Side:
    event, row = one.event, one.delegation
    spoken = frozenset(row.languages or one.organization.languages)
    if event.interpreted and spoken.intersection(event.languages):
        spoken |= set(event.languages)
    length = timedelta(minutes=event.meeting_minutes)
    present = frozenset(
        number
        for number, slot in enumerate(slots)
        if slot > now
        and (row.arrives_at is None or row.arrives_at <= slot)
        and (row.leaves_at is None or slot + length <= row.leaves_at)
    )
    most = event.most_meetings if row.most_meetings is None else min(row.most_meetings, event.most_meetings)
    near = {other for code in spoken for other in taxonomy.languages()[code].near}
    return Side(row.id, present, max(0, most - spent), spoken, frozenset(near), row.at_once)
