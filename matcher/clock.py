"""What is due now. Any number of processes may ask at any time; a lease lets one of them act."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.digests.building import build_week
from matcher.digests.delivering import Outbox, deliver_due
from matcher.digests.week import monday_of, start_of, week_of
from matcher.matching.run import run_matches
from models.database import reading, writing
from models.lease import take_lease
from models.match_run import latest_run

LEASE = timedelta(minutes=15)


@dataclass(frozen=True)
class Clock:
    """One process's clock; `holder` tells it from the others."""

    outbox: Outbox
    domain: str
    holder: str


def tick(clock: Clock, *, now: datetime) -> dict[str, int]:
    """Does what is due: the week's match run and digests from Monday morning on, and waiting mail at any time.

    Late after downtime, only the present week is made up for. Answers what was done, by name; nothing when not leading.
    """
    engine = clock.outbox.engine
    with writing(engine) as session:
        if not take_lease(session, "clock", clock.holder, now=now, life=LEASE):
            return {}
    done: dict[str, int] = {}
    week = week_of(now)
    if now >= start_of(week):
        with reading(engine) as session:
            last = latest_run(session)
        if last is None or last.as_of < monday_of(week):
            with writing(engine) as session:
                done["matches proposed"] = run_matches(session, as_of=now.date(), now=now).run.counts["proposed"]
        with writing(engine) as session:
            done["digests built"] = len(build_week(session, week, now=now, domain=clock.domain))
    done |= {f"digests {state}": count for state, count in deliver_due(clock.outbox, now=now).items()}
    return {name: count for name, count in done.items() if count}
