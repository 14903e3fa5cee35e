"""A proposed table: what it is made of, and what the report says."""

from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.learning.active import active_model
from matcher.learning.deciding import reject_table
from matcher.learning.promoting import promote
from matcher.learning.proposing import Proposal, propose
from matcher.learning.tables import as_model
from matcher.policy import TERMINAL
from models.audit import AuditEvent
from models.database import open_database, reading, writing
from models.match import Match
from models.migrations import upgrade
from models.weight_table import WeightTable, weight_tables
from scoring import EXPERT_MODEL
from scoring.features import FEATURES
from tests.conftest import NOW
from tests.matcher.learning.reviewed import decide, match, region, review
from tests.scoring.learning.decided import another_table, decided_by

TABLE = another_table(1, size=len(EXPERT_MODEL.rows))
EXPERTS = np.array([row.weight for row in EXPERT_MODEL.rows])
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def reviewed(engine: Engine) -> Engine:
    """A region with 160 decisions that were made by another table than the experts'."""
    with writing(engine) as session:
        review(session, decided_by(TABLE, 160, seed=2))
    return engine


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The same decisions with the table that Ana had proposed from them: only for tests that look and do not touch."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('proposed') / 'sursur.db'}")
    upgrade(engine)
    with writing(engine) as session:
        review(session, decided_by(TABLE, 160, seed=2))
        propose(session, now=NOW, by="Ana")
    yield engine
    engine.dispose()


def _only_table(engine: Engine) -> WeightTable:
    with reading(engine) as session:
        table = session.exec(select(WeightTable)).one()
        session.expunge(table)
        return table


def _propose(engine: Engine) -> Proposal:
    with writing(engine) as session:
        return propose(session, now=NOW)


def _table(engine: Engine) -> WeightTable:
    table = _propose(engine).table
    assert table is not None
    return table


def test_without_decisions_there_is_no_proposal_and_the_experts_rank(engine: Engine) -> None:
    found = _propose(engine)

    assert (found.table, found.left_out) == (None, {})
    assert "nothing to learn from" in (found.reason or "")
    with reading(engine) as session:
        assert active_model(session) == EXPERT_MODEL
        assert (weight_tables(session), session.exec(select(AuditEvent)).all()) == ([], [])


def test_decisions_of_one_kind_teach_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        run = region(session, 5)
        for number in range(5):
            decide(session, match(session, run, (number, 0), [number / 5] * len(EXPERTS)), "endorsed")

    assert "declined matches of 3 requests, and there are 0" in (_propose(engine).reason or "")


def test_decisions_move_the_weights_towards_those_that_made_them(proposed: Engine) -> None:
    table = _only_table(proposed)
    weights = np.array([row["weight"] for row in table.rows])

    assert np.linalg.norm(weights - TABLE) < 0.75 * np.linalg.norm(EXPERTS - TABLE)
    assert round(sum(row["weight"] for row in table.rows), 9) == 1
    log_loss = table.report["metrics"]["log_loss"]
    assert log_loss["proposed"] < log_loss["in_use"]
    assert table.report["metrics"]["auc"]["difference"] > 0


def test_a_proposal_ranks_nothing(proposed: Engine) -> None:
    with reading(proposed) as session:
        assert active_model(session) == EXPERT_MODEL


def test_a_proposal_keeps_reasons_and_neutral_values_and_is_calibrated(proposed: Engine) -> None:
    model = as_model(_only_table(proposed))

    kept = [(row.feature, row.neutral, row.reason) for row in model.rows]
    assert kept == [(row.feature, row.neutral, row.reason) for row in EXPERT_MODEL.rows]
    assert model.calibration is not None
    assert model.calibration.slope > 1
    assert model.calibration.probability(0.9) > model.calibration.probability(0.1)


def test_the_report_shows_each_weight_in_use_and_proposed(proposed: Engine) -> None:
    table = _only_table(proposed)

    shown = {row["feature"]: (row["in_use"], row["proposed"], row["reason"]) for row in table.report["weights"]}
    weights = {row["feature"]: row["weight"] for row in table.rows}
    assert shown == {row.feature: (row.weight, weights[row.feature], row.reason) for row in EXPERT_MODEL.rows}
    assert set(table.report["metrics"]) == {"log_loss", "auc", "pairwise", "calibration_error"}
    for metric in table.report["metrics"].values():
        assert metric["low"] <= metric["difference"] <= metric["high"]


def test_the_manifest_says_what_it_was_made_from(proposed: Engine) -> None:
    manifest = _only_table(proposed).manifest

    learned = {row.feature: FEATURES[row.feature].fingerprint for row in EXPERT_MODEL.rows}
    assert manifest["features"] == learned
    training = manifest["training"]
    assert (training["decisions"], training["requests"], training["outcomes"]) == (160, 40, 0)
    assert training["endorsed"] + training["declined"] == 160
    assert manifest["made_at"] == NOW.isoformat()
    assert {"python", "numpy", "scipy", "scikit-learn", "sursur"} == set(manifest["libraries"])


@ONLY_SQLITE
def test_few_decisions_give_a_warning(engine: Engine) -> None:
    with writing(engine) as session:
        review(session, decided_by(TABLE, 24, seed=2))

    warnings = _table(engine).report["warnings"]
    assert "only 24 decisions" in warnings[0]


@ONLY_SQLITE
def test_a_difference_that_may_be_chance_gives_a_warning(engine: Engine) -> None:
    with writing(engine) as session:
        review(session, decided_by(EXPERTS, 100, seed=1, slope=0.0))

    table = _table(engine)
    assert any("may be chance" in warning for warning in table.report["warnings"])
    assert not any("only" in warning for warning in table.report["warnings"])


@ONLY_SQLITE
def test_suggestions_that_would_fall_below_the_least_score_give_a_warning(reviewed: Engine) -> None:
    with writing(reviewed) as session:
        for key in (1, 2, 3):
            row = session.get_one(Match, key)
            row.state = "proposed"
            parts = [one | {"value": 1.0 if key == 1 else 0.0} for one in row.explanation["contributions"]]
            row.explanation = row.explanation | {"contributions": parts}

    report = _table(reviewed).report
    assert report["suggestions"] == {"waiting": 3, "kept": 1}
    assert any(warning.startswith("2 of 3 waiting suggestions") for warning in report["warnings"])


def test_the_same_decisions_are_proposed_once(reviewed: Engine) -> None:
    first, second = _propose(reviewed), _propose(reviewed)

    assert (first.repeated, second.repeated) == (False, True)
    assert first.table is not None
    assert second.table is not None
    assert first.table.version == second.table.version == "learned-1"
    with reading(reviewed) as session:
        assert len(weight_tables(session)) == 1


@pytest.mark.long
def test_new_decisions_are_compared_with_the_table_in_use(reviewed: Engine) -> None:
    first = _table(reviewed)
    with writing(reviewed) as session:
        promote(session, first.version, by="Ana", now=NOW)

    second = _table(reviewed)
    assert second.version == "learned-2"
    assert second.report["in_use"] == "learned-1"
    assert [row["in_use"] for row in second.report["weights"]] == [row["weight"] for row in first.rows]
    assert any("flatters" in warning for warning in second.report["warnings"])


def test_a_proposal_is_in_the_audit_trail(proposed: Engine) -> None:
    with reading(proposed) as session:
        event = session.exec(select(AuditEvent)).one()
        assert (event.actor, event.action, event.key) == ("Ana", "learning.propose", "learned-1")


def test_what_a_person_rejected_is_not_proposed_again_from_the_same_decisions(reviewed: Engine) -> None:
    version = _table(reviewed).version
    with writing(reviewed) as session:
        reject_table(session, TERMINAL, version, now=NOW)

    assert _propose(reviewed).repeated
