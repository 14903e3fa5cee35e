"""`sursur match run`: ranks every live request, keeps the best suggestions and stores what they were made from."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.audit import record as audit
from matcher.matching.choosing import Pair
from matcher.matching.execution.workforce import ANYBODY, Workforce
from matcher.matching.ranked import Ranked
from matcher.matching.ranking import rank_apart, rank_live
from matcher.matching.records import Inputs
from matcher.matching.suggesting import Suggestion, suggest
from models.database import writing_alone
from models.match import AFRESH, LIVE, Match, MatchState
from models.match_run import MatchRun, latest_run
from models.match_run_chunk import forget_chunks
from models.snapshot import keep_snapshots
from scoring.text.encoder import Encoder

Known = dict[Pair, Match]


@dataclass(frozen=True)
class RunResult:
    """A finished run; `repeated` where nothing had changed since it and no new one was needed. `resumed` counts the
    requests that a stopped run had ranked."""

    run: MatchRun
    repeated: bool
    resumed: int = 0


def run_matches(
    engine: Engine,
    *,
    as_of: date,
    now: datetime,
    request: str | None = None,
    encoder: Encoder | None = None,
    workforce: Workforce = ANYBODY,
) -> RunResult:
    """Ranks the live requests (or one) over the published offers and stores the suggestions.

    Ranking only reads, but for the chunks that it keeps in case it is stopped; the transaction that writes is short.
    Raises what `rank_apart` does.
    """
    ranked = rank_apart(engine, as_of=as_of, now=now, request=request, encoder=encoder, workforce=workforce)
    with writing_alone(engine) as session:
        return store_run(session, ranked, now=now)


def store_run(session: Session, ranked: Ranked, *, now: datetime) -> RunResult:
    """Stores what a run saw and suggests, unless another run that saw the same has come in between.

    Where something changed since the ranking, such as a decision or the table in use, it is ranked anew within the
    transaction.
    """
    if ranked.repeats is not None:
        return RunResult(session.get_one(MatchRun, ranked.repeats), repeated=True)
    if not ranked.stands(session):
        ranked = rank_live(session, as_of=ranked.as_of, request=ranked.request, encoder=ranked.encoder)
    last = latest_run(session, request=ranked.request)
    if last is not None and ranked.is_as(last):
        return RunResult(last, repeated=True)
    run = MatchRun(
        request=ranked.request,
        as_of=ranked.as_of,
        model_version=ranked.model.version,
        inputs=_keep(session, ranked.inputs),
        started_at=now,
        finished_at=now + timedelta(seconds=sum(ranked.seconds.values())),
        seconds={stage: round(spent, 6) for stage, spent in ranked.seconds.items()},
    )
    session.add(run)
    session.flush()
    inputs = ranked.inputs
    run.counts = _store(session, run, ranked, now)
    run.counts |= {"requests": len(inputs.requests), "offers": len(inputs.offers), "exchanges": len(inputs.exchanges)}
    if run.request is None:
        forget_chunks(session)
    session.flush()
    return RunResult(run, repeated=False, resumed=ranked.resumed)


def _keep(session: Session, inputs: Inputs) -> str:
    """Stores what the run sees; answers the digest that names it all."""
    for records in inputs.contents.values():
        keep_snapshots(session, records)
    return keep_snapshots(session, [inputs.manifest])[0]


def _store(session: Session, run: MatchRun, ranked: Ranked, now: datetime) -> dict[str, int]:
    """Writes the suggestions of a run over the earlier ones; answers how many are new, kept and superseded."""
    known: Known = {(one.request, one.offer): one for one in session.exec(select(Match))}
    engaged = [one for one in known.values() if one.state in LIVE and one.state != MatchState.PROPOSED]
    if run.request is not None:
        others = [one for one in known.values() if one.request != run.request]
        engaged += [one for one in others if one.state == MatchState.PROPOSED]
    chosen = suggest(ranked.rankings, ranked.inputs.requests, ranked.inputs.offers, engaged)
    counts = Counter({"proposed": len(chosen)})
    for (request, offer), suggestion in chosen.items():
        columns = _columns(run, suggestion)
        match = known.get((request, offer))
        if match is None or match.state != MatchState.PROPOSED:
            columns |= {**AFRESH, "proposed_at": now}
            counts["new"] += 1
        if match is None:
            session.add(Match(request=request, offer=offer, created_at=now, **columns))
        else:
            match.sqlmodel_update(columns)
    for match in _stale(run, known, chosen.keys()):
        match.state = MatchState.SUPERSEDED
        counts["superseded"] += 1
    audit(
        session,
        "match.run",
        ("match run", str(run.id)),
        now=now,
        actor="matcher",
        change={name: [None, count] for name, count in counts.items()},
    )
    return dict(counts)


def _stale(run: MatchRun, known: Known, chosen: Collection[Pair]) -> list[Match]:
    """The proposals that the run did not confirm: a full run looks at all, a single one at those of its request."""
    proposed = [pair for pair, one in known.items() if one.state == MatchState.PROPOSED and pair not in chosen]
    return [known[pair] for pair in proposed if run.request in (None, pair[0])]


def _columns(run: MatchRun, suggestion: Suggestion) -> dict[str, Any]:
    """What a run writes to a match."""
    return {
        "run": run.id,
        "rank": suggestion.place,
        "rank_by_score": suggestion.place_by_score,
        "score": suggestion.explanation.score,
        "explanation": suggestion.explanation.as_data(),
        "state": MatchState.PROPOSED,
        "parked_until": None,
    }
