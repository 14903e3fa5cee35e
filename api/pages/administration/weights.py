"""The page of weights: what the ranking weighs by, what it learned, and who decides."""

from dataclasses import dataclass, replace
from typing import Any

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession, WriteSession
from api.pages.administration.frame import router_at
from api.pages.form_pages import Nothing
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.learning.deciding import (
    WeightsInUse,
    all_tables,
    go_back,
    promote_table,
    reject_table,
    weights_in_use,
)
from matcher.learning.tables import misfits
from models.weight_table import WeightTable, WeightTableState
from scoring.features import FEATURES

HERE = "/administration/weights"
PAGE = "administration/weights.html"
DONE = {"promoted", "rejected", "back"}

router = router_at("/weights")


@dataclass(frozen=True)
class WeightRow:
    """One finding: what it means, what it counts and why; `proposed` where a table proposes another weight."""

    feature: str
    meaning: str
    weight: float
    reason: str
    proposed: float | None = None


@dataclass(frozen=True)
class Proposed:
    """A table that waits for a decision, compared with the one that was in use when it was learned."""

    table: WeightTable
    rows: list[WeightRow]
    metrics: dict[str, dict[str, Any]]
    misfits: list[str]

    @property
    def training(self) -> dict[str, Any]:
        """How much it was learned from."""
        return dict(self.table.manifest["training"])


@dataclass(frozen=True)
class WeightsPage:
    """The weights in use, the proposals, and every table that there was; `done` names what was just done."""

    in_use: WeightsInUse
    rows: list[WeightRow]
    proposals: list[Proposed]
    tables: list[WeightTable]
    done: str | None = None
    form: Form = Form()  # noqa: RUF009


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, done: str = "") -> Response:
    """The weights and what was learned."""
    return visit.page(PAGE, replace(_page(session, visit), done=done if done in DONE else None))


@router.post("/back")
def back(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Goes back to the weights before."""

    def act(_: Nothing) -> Response:
        go_back(session, visit.actor, now=visit.now)
        return visit.on_to(HERE, done="back")

    return _tried(visit, session, typed, act)


@router.post("/{version}/promote")
def promote(visit: CurrentVisit, session: WriteSession, version: str, typed: Typed) -> Response:
    """Ranks by a table from now on."""

    def act(_: Nothing) -> Response:
        promote_table(session, visit.actor, version, now=visit.now)
        return visit.on_to(HERE, done="promoted")

    return _tried(visit, session, typed, act)


@router.post("/{version}/reject")
def reject(visit: CurrentVisit, session: WriteSession, version: str, typed: Typed) -> Response:
    """Sets a proposal aside."""

    def act(_: Nothing) -> Response:
        reject_table(session, visit.actor, version, now=visit.now)
        return visit.on_to(HERE, done="rejected")

    return _tried(visit, session, typed, act)


def _tried(visit: Visit, session: Session, typed: dict[str, Any], act: Any) -> Response:  # noqa: ANN401
    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), form=form), status)

    return tried(Nothing, typed, visit.language, act=act, again=again)


def _page(session: Session, visit: Visit) -> WeightsPage:
    in_use = weights_in_use(session, visit.actor)
    tables = all_tables(session, visit.actor)
    rows = [WeightRow(row.feature, _meaning(row.feature), row.weight, row.reason) for row in in_use.rows]
    waiting = [one for one in tables if one.state == WeightTableState.PROPOSED]
    proposals = [_proposed(one, visit.language) for one in waiting]
    return WeightsPage(in_use, sorted(rows, key=lambda row: -row.weight), proposals, tables)


def _proposed(table: WeightTable, language: str) -> Proposed:
    rows = [
        WeightRow(one["feature"], _meaning(one["feature"]), one["in_use"], one["reason"], one["proposed"])
        for one in table.report["weights"]
    ]
    rows.sort(key=lambda row: -abs((row.proposed or 0.0) - row.weight))
    return Proposed(table, rows, table.report["metrics"], [one.told(language) for one in misfits(table)])


def _meaning(feature: str) -> str:
    return FEATURES[feature].meaning if feature in FEATURES else feature
