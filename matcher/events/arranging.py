"""Plans the meetings of an event, and plans them again when something has changed.

The solver works for seconds: no transaction stays open meanwhile, and what it found is stored only where the event is
still the one that it looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.audit import record
from matcher.errors import BadInputError, ConflictError
from matcher.events.delegations import require_ahead
from matcher.events.finding import held_event, the_event
from matcher.events.gathering import Gathered, gather, stamp_of
from matcher.events.planning import Hindrance, Obstacle, Pair, Pairing, Plan, Seat, solve, why_not
from matcher.events.planning.room import filled
from matcher.events.topics import explanations
from matcher.policy import Actor
from matcher.policy.events import EventAction
from models.base import new_identifier
from models.database import reading, writing
from models.event import Event
from models.meeting import EventPlan, Meeting, MeetingState, latest_plan, meetings_of
from scoring import Index

UNMET = 5
"""Up to so many pairs without a meeting are kept for each delegation, the worthiest first, and all that are wished."""

IndexOf = Callable[[Session, date], Index]
Explained = Mapping[tuple[str, str], dict[str, Any]]


def plan_event(
    engine: Engine, actor: Actor, key: str, *, index_of: IndexOf, now: datetime, after: int | None = None
) -> EventPlan:
    """Plans an event, unless there is a later plan than `after` (0: any plan): then that one stands.

    Raises ConflictError where the event is over, BadInputError where it has no slots, and ConflictError where somebody
    changed it meanwhile.
    """
    with reading(engine) as session:
        event = the_event(session, actor, key, EventAction.ORGANIZE)
        require_ahead(event)
        last = latest_plan(session, key) if after is not None else None
        if last and last.id != after:
            return last
        index = index_of(session, now.date())
        seen = gather(session, event, index=index, now=now)
    if not seen.slots:
        raise BadInputError("day_begins: these days and hours leave no room for a meeting; change them first")
    plan = solve(seen.problem)
    with reading(engine) as session:
        wanted = [seen.subjects[pair][0] for pair in plan.seats if pair in seen.subjects]
        explained = explanations(session, wanted, index=index, as_of=now.date())
    with writing(engine) as session:
        event = held_event(session, actor, key, EventAction.ORGANIZE)
        if stamp_of(session, event) != seen.stamp:
            raise ConflictError("somebody changed the event while it was planned; plan it again")
        return _store(session, actor, event, (seen, plan, explained), now=now)


def _store(
    session: Session, actor: Actor, event: Event, found: tuple[Gathered, Plan, Explained], *, now: datetime
) -> EventPlan:
    seen, plan, explained = found
    known = {(one.first, one.second): one for one in meetings_of(session, event.id)}
    before = {pair: one.starts_at for pair, one in known.items() if one.state == MeetingState.PLANNED}
    for pair, seat in plan.seats.items():
        if pair not in seen.problem.fixed:
            fields = _fields(event, seen, pair, seat, explained)
            _write(session, event, known.get(pair), (pair, fields), now=now)
    for pair, one in known.items():
        if pair in before and pair not in plan.seats and one.starts_at > now:
            one.state, one.sequence, one.changed_at = MeetingState.CANCELLED, one.sequence + 1, now
    row = EventPlan(
        event=event.id,
        planned_at=now,
        meetings=len(plan.seats),
        worth=plan.worth,
        possible=plan.possible,
        alone=sorted(set(seen.problem.sides) - {side for pair in plan.seats for side in pair}),
        unmet=_unmet(seen, plan),
        moved=_moved(seen, plan, before),
    )
    session.add(row)
    session.flush()
    change = {"meetings": [len(before), row.meetings], "moved": [None, len(row.moved)]}
    record(session, "event.planned", ("event", event.id), now=now, actor=actor.name_in_trail, change=change)
    return row


def _fields(event: Event, seen: Gathered, pair: Pair, seat: Seat, explained: Explained) -> dict[str, Any]:
    topics = seen.subjects.get(pair, ())
    first = topics[0] if topics else None
    return {
        "starts_at": seen.slots[seat.slot],
        "minutes": event.meeting_minutes,
        "place": seat.table,
        "score": first.score if first else 0,
        "wishes": seen.wanted.get(pair, 0),
        "topics": [{"request": one.request, "offer": one.offer, "score": one.score} for one in topics],
        "explanation": explained.get((first.request, first.offer)) if first else None,
        "state": MeetingState.PLANNED,
    }


CALENDAR = ("starts_at", "minutes", "place", "state")
"""What calendars show of a meeting."""


def _write(
    session: Session, event: Event, known: Meeting | None, wanted: tuple[Pair, dict[str, Any]], *, now: datetime
) -> None:
    (first, second), fields = wanted
    if known is None:
        key = new_identifier("mee")
        session.add(Meeting(id=key, event=event.id, first=first, second=second, changed_at=now, **fields))
        return
    if any(getattr(known, name) != fields[name] for name in CALENDAR):
        known.sequence, known.changed_at = known.sequence + 1, now
    for name, value in fields.items():
        if getattr(known, name) != value:
            setattr(known, name, value)
    session.add(known)


def _moved(seen: Gathered, plan: Plan, before: Mapping[Pair, datetime]) -> list[dict[str, Any]]:
    """What became of the meetings of the earlier plan that are not where they were; no moment where there is none."""
    found = []
    for pair, moment in sorted(before.items()):
        seat = plan.seats.get(pair)
        after = seen.slots[seat.slot] if seat else None
        if after != moment:
            found.append({"pair": pair, "from": moment.isoformat(), "to": after.isoformat() if after else None})
    return found


def _unmet(seen: Gathered, plan: Plan) -> list[dict[str, Any]]:
    """The pairs that do not meet although they could wish to, with what stands between them."""
    problem, room = seen.problem, filled(seen.problem, plan.seats)
    counted: dict[str, int] = defaultdict(int)
    found = []
    for one in sorted(problem.pairings, key=lambda one: (-one.worth, one.pair)):
        if one.pair in plan.seats or not (one.wishes or min(counted[side] for side in one.pair) < UNMET):
            continue
        for side in one.pair:
            counted[side] += 1
        found.append(_told(one, why_not(problem, plan.seats, one.pair, room)))
    gone = [pair for pair in sorted(seen.wanted) if not set(pair) <= problem.sides.keys()]
    return found + [_told(Pairing(pair, 0, seen.wanted[pair]), why_not(problem, plan.seats, pair)) for pair in gone]


def _told(one: Pairing, hindrance: Hindrance | None) -> dict[str, Any]:
    what = hindrance or Hindrance(Obstacle.CHOICE)
    return {
        "pair": one.pair,
        "score": one.score,
        "wishes": one.wishes,
        "obstacle": what.obstacle,
        "sides": list(what.sides),
    }
