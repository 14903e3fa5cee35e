"""What is due now. Any number of processes may ask at any time; a lease lets one of them act."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.digests.building import build_due
from matcher.digests.week import week_to_rank
from matcher.duties import do_duties
from matcher.library.reading import read_waiting
from matcher.mail.delivering import Outbox, deliver_due
from matcher.matching.execution.workforce import ANYBODY, Workforce
from matcher.matching.fresh import end_of_trail, note_ranked, rank_fresh
from matcher.matching.ranking import rank_apart
from matcher.matching.run import store_run
from matcher.posting.file_store import FileStore
from matcher.webhooks.telling import Courier, tell_due
from models.database import insert_unless_known, reading, writing, writing_alone
from models.hold import Held, hold_on
from models.lease import take_lease
from models.weekly_run import WeeklyRun
from scoring.text.encoder import Encoder

LEASE = timedelta(minutes=15)


@dataclass(frozen=True)
class Clock:
    """One process's clock; `holder` tells it from the others."""

    outbox: Outbox
    domain: str
    holder: str
    encoder: Encoder | None = None
    workforce: Workforce = ANYBODY
    courier: Courier | None = None
    files: FileStore | None = None


def tick(clock: Clock, *, now: datetime) -> dict[str, int]:
    """Does what is due: duties, waiting mail, the week's match run and the ranking of what is new, the digests of those
    who read them this morning, webhooks, and the texts of new documents.

    After downtime, the newest missed digest of each reader is made up for and no older one. Answers what was done, by
    name; nothing when not leading.
    """
    engine = clock.outbox.engine
    done: Counter[str] = Counter()
    if not _leads(clock, now):
        return done
    done.update(do_duties(engine, now=now))
    done.update(_deliver(clock, now))  # a ranking may take minutes, or fail: invitations do not wait for it
    done["matches proposed"] = _rank(clock, now)
    with writing(engine) as session:
        if not any(hold_on(session, what) for what in Held):
            done["digests built"] = build_due(session, now=now, domain=clock.domain)
    if _leads(clock, now):
        done.update(_deliver(clock, now))
    if clock.courier is not None and _leads(clock, now):
        done.update({f"webhooks {state}": count for state, count in tell_due(clock.courier, now=now).items()})
    if clock.files is not None and _leads(clock, now):
        done["documents read"] = read_waiting(engine, clock.files, now=now)
    return {name: count for name, count in done.items() if count}


def _deliver(clock: Clock, now: datetime) -> dict[str, int]:
    return {f"mails {state}": count for state, count in deliver_due(clock.outbox, now=now).items()}


def _leads(clock: Clock, now: datetime) -> bool:
    with writing(clock.outbox.engine) as session:
        return take_lease(session, "clock", clock.holder, now=now, life=LEASE)


def _rank(clock: Clock, now: datetime) -> int:
    """Ranks everything once a week, and at other times what is new; answers how many suggestions are new."""
    engine, week = clock.outbox.engine, week_to_rank(now)
    with reading(engine) as session:
        ranked_already = session.get(WeeklyRun, week) is not None
        position = end_of_trail(session, now=now)
    if ranked_already:
        return rank_fresh(engine, now=now, encoder=clock.encoder, workforce=clock.workforce)
    ranked = rank_apart(engine, as_of=now.date(), now=now, encoder=clock.encoder, workforce=clock.workforce)
    with writing_alone(engine) as session:
        result = store_run(session, ranked, now=now)
        insert_unless_known(session, WeeklyRun, {"week": week, "run": result.run.id, "done_at": now})
        note_ranked(session, position, everything=True)
        return 0 if result.repeated else result.run.counts.get("new", 0)
