"""`sursur learn`: fits a weight table to the decisions and stores it as a proposal with its report."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlmodel import Session

from matcher.audit import record as audit
from matcher.learning.active import active_model
from matcher.learning.examples import Gathered, gather_examples
from matcher.learning.promoting import KIND
from matcher.learning.reporting import report, weights_of
from matcher.learning.tables import WEIGHED, manifest
from models.snapshot import fingerprint
from models.weight_table import WeightTable, WeightTableState, weight_tables
from scoring import EXPERT_MODEL, Model, Row
from scoring.learning import FEWEST_REQUESTS, Examples, Learned, learner

DIGITS = 6
UNUSED = frozenset({WeightTableState.PROPOSED, WeightTableState.REJECTED})
"""The states of a table that would come out again from the same decisions."""
LEARNER = "learning"
"""Who proposes where nobody is named."""


@dataclass(frozen=True)
class Proposal:
    """What learning came to: a table, or the reason why there is none. `repeated` where the newest proposal was learned
    from the same and nothing was stored."""

    table: WeightTable | None
    reason: str | None
    left_out: dict[str, int]
    repeated: bool = False


def propose(session: Session, *, now: datetime, by: str = LEARNER) -> Proposal:
    """Learns from all decisions and stores what was found as a proposed table; nothing is ranked by it yet.

    Raises UnfitTableError where the table in use does not fit the code.
    """
    gathered, in_use = gather_examples(session), active_model(session)
    lacking = _lacking(gathered.examples.decisions)
    if lacking is not None:
        return Proposal(None, lacking, gathered.left_out)
    known, training = weight_tables(session), _training(gathered, in_use)
    newest = known[-1] if known else None
    if newest is not None and newest.state in UNUSED and _digest(newest) == training["digest"]:
        return Proposal(newest, None, gathered.left_out, repeated=True)
    learned = learner(weights_of(EXPERT_MODEL))(gathered.examples)
    model = _model(f"learned-{len(known) + 1}", learned)
    pull = learned.pull if np.isfinite(learned.pull) else "infinite"
    table = WeightTable(
        version=model.version,
        rows=[asdict(row) for row in model.rows],
        calibration=asdict(learned.calibration),
        manifest=manifest(training | {"pull": pull}, now=now),
        report=report(session, gathered.examples, in_use, model),
        created_at=now,
        created_by=by,
    )
    session.add(table)
    session.flush()
    change = {"state": [None, table.state], "decisions": [None, training["decisions"]]}
    audit(session, "learning.propose", (KIND, table.version), now=now, actor=by, change=change)
    return Proposal(table, None, gathered.left_out)


def _lacking(decisions: Examples) -> str | None:
    """What is missing for learning."""
    if not len(decisions):
        return "no decision says how well an offer fits yet: there is nothing to learn from"
    for name, kind in (("endorsed", 1), ("declined", 0)):
        count = len(np.unique(decisions.requests[decisions.endorsed == kind]))
        if count < FEWEST_REQUESTS:
            return f"learning needs {name} matches of {FEWEST_REQUESTS} requests, and there are {count}"
    return None


def _training(gathered: Gathered, in_use: Model) -> dict[str, Any]:
    """The counts of the training data, and a digest that changes with all that a proposal depends on."""
    examples, decisions = gathered.examples, gathered.examples.decisions
    depends_on = {
        "values": examples.values.tolist(),
        "endorsed": examples.endorsed.tolist(),
        "requests": examples.requests.tolist(),
        "weights": examples.weights.tolist(),
        "features": [feature.fingerprint for feature in WEIGHED.values()],
        "rows": [[row.feature, row.weight, row.neutral] for row in (*EXPERT_MODEL.rows, *in_use.rows)],
    }
    return {
        "decisions": len(decisions),
        "endorsed": int(decisions.endorsed.sum()),
        "declined": int((1 - decisions.endorsed).sum()),
        "outcomes": int(examples.outcome.sum()),
        "requests": len(np.unique(decisions.requests)),
        "left_out": gathered.left_out,
        "centre": EXPERT_MODEL.version,
        "compared_with": in_use.version,
        "digest": fingerprint(depends_on),
    }


def _digest(table: WeightTable) -> str:
    return str(table.manifest["training"]["digest"])


def _model(version: str, learned: Learned) -> Model:
    """The experts' rows with the learned weights, to six decimals; the largest takes what rounding leaves of 1."""
    weights = np.round(learned.weights, DIGITS)
    weights[weights.argmax()] += 1 - weights.sum()
    rows = [
        Row(row.feature, round(float(weight), DIGITS), row.neutral, row.reason)
        for row, weight in zip(EXPERT_MODEL.rows, weights, strict=True)
    ]
    return Model(version, tuple(rows), learned.calibration)
