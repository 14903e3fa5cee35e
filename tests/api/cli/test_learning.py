"""`sursur learn`: propose, promote, list, go back."""

import json

import pytest
from sqlalchemy import Engine

from models.database import writing
from models.weight_table import WeightTable
from scoring import EXPERT_MODEL
from tests.matched import put
from tests.matcher.learning.reviewed import learned, review
from tests.scoring.learning.decided import another_table, decided_by
from tests.shell import row_counts, sursur

EXPERTS = EXPERT_MODEL.version
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def reviewed(engine: Engine) -> Engine:
    """A region with 60 decisions."""
    with writing(engine) as session:
        review(session, decided_by(another_table(1, size=len(EXPERT_MODEL.rows)), 60, seed=2))
    return engine


@pytest.fixture
def proposed(engine: Engine) -> Engine:
    """One proposed table."""
    with writing(engine) as session:
        put(session, learned("learned-1", manifest=learned("").manifest | {"training": {"decisions": 60}}))
    return engine


def _in_use(url: str) -> list[str]:
    return [
        one["version"] for one in json.loads(sursur(url, "learn", "--list", "--json").out) if one["state"] == "active"
    ]


def test_without_decisions_it_says_so_and_stores_nothing(engine: Engine, database_url: str) -> None:
    before = row_counts(engine)
    said, found = sursur(database_url, "learn"), sursur(database_url, "learn", "--json")

    assert (said.code, found.code) == (0, 0)
    assert "No proposal: no decision says how well an offer fits yet" in said.out
    assert json.loads(found.out)["proposal"] is None
    assert row_counts(engine) == before
    assert f"{EXPERTS} is in use" in sursur(database_url, "learn", "--list").out


@pytest.mark.long
def test_a_proposal_is_shown_promoted_and_taken_back(reviewed: Engine, database_url: str) -> None:
    report = json.loads(sursur(database_url, "learn", "--by", "Ana", "--json").out)["proposal"]
    assert (report["version"], report["state"], report["created_by"]) == ("learned-1", "proposed", "Ana")
    assert {"in_use", "weights", "metrics", "suggestions", "warnings"} == set(report["report"])
    assert _in_use(database_url) == []

    assert "learned-1 is in use" in sursur(database_url, "learn", "--promote", "learned-1", "--by", "Ana").out
    assert _in_use(database_url) == ["learned-1"]
    ended = sursur(database_url, "learn", "--roll-back", "--by", "Ben", "--json")
    assert json.loads(ended.out) == {"in_use": EXPERTS, "by": "Ben"}
    assert _in_use(database_url) == []


@ONLY_SQLITE
def test_the_report_is_a_table_a_person_can_read(reviewed: Engine, database_url: str) -> None:
    shown = sursur(database_url, "learn").out

    for word in (EXPERTS, "learned-1", "similar_spelling", "log_loss", "auc", "60 decisions", "--promote learned-1"):
        assert word in shown
    assert "Nothing changed since learned-1 was proposed" in sursur(database_url, "learn").out


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--promote", "learned-1"), "--by NAME"),
        (("--promote", "learned-1", "--by", " "), "--by NAME"),
        (("--roll-back",), "--by NAME"),
        (("--roll-back", "--by", "Ana"), "experts' table is in use"),
        (("--promote", "learned-9", "--by", "Ana"), "no weight table 'learned-9'"),
        (("--promote", "learned-1", "--roll-back", "--by", "Ana"), "choose one of"),
        (("--list", "--roll-back"), "choose one of"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: tuple[str, ...], says: str, proposed: Engine, database_url: str
) -> None:
    assert says in sursur(database_url, "learn", *words).reason


def test_a_table_that_does_not_fit_stops_the_ranking_until_it_is_taken_back(
    proposed: Engine, database_url: str
) -> None:
    assert sursur(database_url, "learn", "--promote", "learned-1", "--by", "Ana").code == 0
    with writing(proposed) as session:
        table = session.get_one(WeightTable, "learned-1")
        table.manifest = table.manifest | {"features": {"astrology": "0" * 16}}

    assert "gone from the code: astrology" in sursur(database_url, "match", "run").reason
    assert "astrology" in sursur(database_url, "learn", "--list").out
    assert sursur(database_url, "learn", "--roll-back", "--by", "Ana").code == 0
    assert sursur(database_url, "match", "run").code == 0
