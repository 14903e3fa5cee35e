"""People put tables to use and go back; a table that does not fit the code is refused."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from matcher.errors import BadInputError, NotFoundError, UnfitTableError
from matcher.learning.active import active_model
from matcher.learning.promoting import promote, roll_back
from matcher.learning.tables import misfits
from matcher.matching.ranking import rank_live
from matcher.matching.run import store_run
from models.audit import AuditEvent
from models.database import reading, writing
from models.match import Match
from models.weight_table import WeightTable, WeightTableState, active_table, weight_tables
from scoring import EXPERT_MODEL
from tests.builders import offer, organization, request
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.learning.reviewed import learned, shifted_weights

EXPERTS = EXPERT_MODEL.version


@pytest.fixture
def tables(engine: Engine) -> Engine:
    """Three proposed tables and one pair of posts."""
    with writing(engine) as session:
        put(session, *(learned(version) for version in ("one", "two", "three")))
        put(session, organization(), organization("amexcid-mex", "MEX"), request(), offer())
    return engine


def _promote(engine: Engine, *versions: str) -> None:
    for version in versions:
        with writing(engine) as session:
            promote(session, version, by="Ana", now=NOW)


def _roll_back(engine: Engine) -> str:
    with writing(engine) as session:
        roll_back(session, by="Ben", now=NOW)
    return _in_use(engine)


def _in_use(engine: Engine) -> str:
    with reading(engine) as session:
        return active_model(session).version


def test_a_promoted_table_is_in_use_and_says_who_promoted_it(tables: Engine) -> None:
    _promote(tables, "one")

    with reading(tables) as session:
        table = active_table(session)
        assert table is not None
        assert (table.version, table.promoted_by, table.promoted_at) == ("one", "Ana", NOW)
        model = active_model(session)
        assert [row.weight for row in model.rows] == shifted_weights()
        assert model.calibration is not None


def test_one_table_is_in_use_at_most(tables: Engine) -> None:
    _promote(tables, "one", "two")

    with reading(tables) as session:
        states = {table.version: table.state for table in weight_tables(session)}
    assert states == {"one": "retired", "two": "active", "three": "proposed"}


def test_the_database_itself_refuses_a_second_table_in_use(tables: Engine) -> None:
    _promote(tables, "one")

    with pytest.raises(IntegrityError), writing(tables) as session:
        session.get_one(WeightTable, "two").state = WeightTableState.ACTIVE


@pytest.mark.parametrize(
    ("promoted", "ways_back"),
    [
        (["one"], [EXPERTS]),
        (["one", "two", "three"], ["two", "one", EXPERTS]),
        (["one", "two", "one"], [EXPERTS]),
        (["one", "two", "three", "two"], ["one", EXPERTS]),
    ],
    ids=" ".join,
)
def test_each_roll_back_goes_to_the_table_before_and_in_the_end_to_the_experts(
    promoted: list[str], ways_back: list[str], tables: Engine
) -> None:
    _promote(tables, *promoted)

    assert [_roll_back(tables) for _ in ways_back] == ways_back
    with writing(tables) as session, pytest.raises(BadInputError, match="experts' table is in use"):
        roll_back(session, by="Ben", now=NOW)


def test_a_table_that_was_taken_back_can_be_promoted_again(tables: Engine) -> None:
    _promote(tables, "one", "two")
    _roll_back(tables)
    _promote(tables, "three", "two")

    assert [_in_use(tables), _roll_back(tables), _roll_back(tables), _roll_back(tables)] == [
        "two",
        "three",
        "one",
        EXPERTS,
    ]


def test_a_table_that_is_in_use_or_not_there_is_not_promoted(tables: Engine) -> None:
    _promote(tables, "one")

    with writing(tables) as session:
        with pytest.raises(BadInputError, match="one is in use already"):
            promote(session, "one", by="Ana", now=NOW)
        with pytest.raises(NotFoundError, match="'nine'"):
            promote(session, "nine", by="Ana", now=NOW)


def test_who_did_what_is_in_the_audit_trail(tables: Engine) -> None:
    _promote(tables, "one")
    _roll_back(tables)

    with reading(tables) as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()  # type: ignore[arg-type]
        assert [(one.actor, one.action, one.key, one.change["in use"]) for one in events] == [
            ("Ana", "learning.promote", "one", [EXPERTS, "one"]),
            ("Ben", "learning.roll-back", EXPERTS, ["one", EXPERTS]),
        ]


def _spoil(engine: Engine, version: str, how: str) -> None:
    """Makes the code of today differ from the code that a table was learned with."""
    with writing(engine) as session:
        table = session.get_one(WeightTable, version)
        features = dict(table.manifest["features"])
        if how == "gone":
            features["astrology"] = "0" * 16
        elif how == "new":
            del features["same_sector"]
        else:
            features["same_sector"] = "0" * 16
        table.manifest = {**table.manifest, "features": features}


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("gone", "gone from the code: astrology"),
        ("new", "new in the code: same_sector"),
        ("changed", "changed in the code: same_sector"),
    ],
)
def test_a_table_whose_features_are_not_the_code_s_is_refused_by_name(how: str, says: str, tables: Engine) -> None:
    _spoil(tables, "one", how)

    with writing(tables) as session, pytest.raises(UnfitTableError, match=says):
        promote(session, "one", by="Ana", now=NOW)
    _promote(tables, "two")
    _spoil(tables, "two", how)
    with reading(tables) as session:
        with pytest.raises(UnfitTableError, match=says):
            active_model(session)
        with pytest.raises(UnfitTableError, match="--roll-back"):
            rank_live(session, as_of=NOW.date())


def test_a_table_without_the_weight_of_a_feature_is_refused() -> None:
    table = learned("one")
    table.rows = table.rows[1:]

    assert [str(one) for one in misfits(table)] == ["without a weight: shared_words"]


def test_a_roll_back_passes_over_tables_that_do_not_fit(tables: Engine) -> None:
    _promote(tables, "one", "two", "three")
    _spoil(tables, "three", "changed")
    _spoil(tables, "two", "changed")

    assert _roll_back(tables) == "one"
    assert _roll_back(tables) == EXPERTS


def test_a_match_run_ranks_by_the_table_in_use_and_every_match_keeps_its_version(tables: Engine) -> None:
    with writing(tables) as session:
        first = store_run(session, rank_live(session, as_of=NOW.date()), now=NOW)
    _promote(tables, "one")
    with writing(tables) as session:
        second = store_run(session, rank_live(session, as_of=NOW.date()), now=NOW)

    assert (first.run.model_version, second.run.model_version) == (EXPERTS, "one")
    assert not second.repeated
    with reading(tables) as session:
        match = session.exec(select(Match)).one()
        assert (match.run, match.explanation["model"]) == (second.run.id, "one")
        assert 0 < match.explanation["probability"] < 1


def test_a_promotion_while_a_run_ranks_is_not_overlooked(tables: Engine) -> None:
    with reading(tables) as session:
        ranked = rank_live(session, as_of=NOW.date())
    _promote(tables, "one")
    with writing(tables) as session:
        result = store_run(session, ranked, now=NOW)

    assert result.run.model_version == "one"
