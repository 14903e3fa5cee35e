"""A small region whose matches were reviewed, every value known."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from matcher.learning.tables import manifest
from models.decision import Decision
from models.match import Match
from models.match_run import MatchRun
from models.snapshot import keep_snapshots
from models.weight_table import WeightTable
from scoring import EXPERT_MODEL
from scoring.learning import Examples
from tests.builders import offer, organization, request
from tests.conftest import NOW
from tests.matched import bring, put

LATER = NOW + timedelta(days=3)
FEATURES = [row.feature for row in EXPERT_MODEL.rows]


def seen(values: Sequence[float | None]) -> dict[str, object]:
    """An explanation with one value a feature."""
    parts = [
        {"feature": feature, "value": value, "weight": 0.0, "contribution": 0.0, "average": 0.0, "evidence": {}}
        for feature, value in zip(FEATURES, values, strict=True)
    ]
    return {"request": "", "offer": "", "model": "test", "score": 0.5, "gate": None, "contributions": parts}


def region(session: Session, requests: int = 1, offers: int = 1) -> MatchRun:
    """Organizations, requests req-0 ..., offers off-0 ..., and the run that the matches belong to."""
    put(session, organization("amexcid-mex", "MEX"), organization("abc-bra", "BRA"))
    put(session, *(request(f"req-{number}") for number in range(requests)))
    put(session, *(offer(f"off-{number}") for number in range(offers)))
    digest = keep_snapshots(session, [{}])[0]
    run = MatchRun(as_of=NOW.date(), model_version="test", inputs=digest, started_at=NOW, finished_at=NOW)
    put(session, run)
    return run


def match(
    session: Session, run: MatchRun, pair: tuple[int, int], values: Sequence[float | None], **fields: object
) -> int:
    """A suggestion of offer j for request i at place j + 1; answers its key."""
    columns = {"rank": pair[1] + 1, "score": 0.5, "created_at": NOW, "proposed_at": NOW, "run": run.id, **fields}
    row = Match(request=f"req-{pair[0]}", offer=f"off-{pair[1]}", explanation=seen(values), **columns)
    put(session, row)
    assert row.id is not None
    return row.id


def decide(session: Session, key: int, verdict: str, reason: str | None = None, at: datetime = LATER) -> None:
    """What a person said about a match."""
    bring(session.get_one(Match, key), verdict)
    put(session, Decision(match=key, verdict=verdict, reason=reason, decided_at=at))


def review(session: Session, examples: Examples, per_request: int = 4) -> None:
    """Stores decisions as matches that were decided on, four to a request."""
    run = region(session, -(-len(examples) // per_request), per_request)
    for number, (values, endorsed) in enumerate(zip(examples.values.tolist(), examples.endorsed.tolist(), strict=True)):
        key = match(session, run, divmod(number, per_request), [round(value, 6) for value in values])
        decide(session, key, "endorsed" if endorsed else "declined", None if endorsed else "not-the-need")


def shifted_weights() -> list[float]:
    """The experts' weights, the first two changing places."""
    first, second, *others = (row.weight for row in EXPERT_MODEL.rows)
    return [second, first, *others]


def learned(version: str, **fields: Any) -> WeightTable:
    """A proposed table: the experts' weights a little shifted."""
    rows = [
        {"feature": row.feature, "weight": weight, "neutral": row.neutral, "reason": row.reason}
        for row, weight in zip(EXPERT_MODEL.rows, shifted_weights(), strict=True)
    ]
    plain: dict[str, Any] = {
        "version": version,
        "rows": rows,
        "calibration": {"slope": 10.0, "intercept": -3.0},
        "manifest": manifest({"digest": version}, now=NOW),
        "report": {},
        "created_at": NOW,
        "created_by": "learning",
    }
    return WeightTable(**plain | fields)
