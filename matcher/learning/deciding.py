"""Weight tables as administrators see them and decide about them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.audit import record as audit
from matcher.errors import ConflictError, NotFoundError
from matcher.learning.promoting import KIND, promote, roll_back
from matcher.learning.tables import misfits
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.database import wait_for_others
from models.weight_table import WeightTable, WeightTableState, active_table, weight_tables
from scoring import EXPERT_MODEL, Row


@dataclass(frozen=True)
class WeightsInUse:
    """The table in use, the experts' where `table` is None, and how it no longer fits the code."""

    version: str
    rows: list[Row]
    table: WeightTable | None
    misfits: list[Message]


def weights_in_use(session: Session, actor: Actor) -> WeightsInUse:
    """What the ranking weighs by now; for administrators."""
    demand(actor, ServiceAction.SEE_WEIGHTS)
    table = active_table(session)
    if table is None:
        return WeightsInUse(EXPERT_MODEL.version, list(EXPERT_MODEL.rows), None, [])
    return WeightsInUse(table.version, [Row(**row) for row in table.rows], table, misfits(table))


def all_tables(session: Session, actor: Actor) -> list[WeightTable]:
    """Every learned table, the newest first; for administrators."""
    demand(actor, ServiceAction.SEE_WEIGHTS)
    return weight_tables(session)[::-1]


def promote_table(session: Session, actor: Actor, version: str, *, now: datetime) -> WeightTable:
    """Ranks by a table from now on. Raises what `promote` raises."""
    _alone(session, actor)
    return promote(session, version, by=actor.name_in_trail, now=now)


def go_back(session: Session, actor: Actor, *, now: datetime) -> WeightTable | None:
    """Ranks by the table before the present one again; None for the experts'. Raises BadInputError where none was."""
    _alone(session, actor)
    return roll_back(session, by=actor.name_in_trail, now=now)


def reject_table(session: Session, actor: Actor, version: str, *, now: datetime) -> WeightTable:
    """Sets a proposal aside; twice does no harm. Raises NotFoundError, and ConflictError for one that was in use."""
    _alone(session, actor)
    table = session.get(WeightTable, version)
    if table is None:
        raise NotFoundError(KIND, version)
    if table.state not in (WeightTableState.PROPOSED, WeightTableState.REJECTED):
        raise ConflictError("{version} is or was in use; only a proposal can be rejected", version=version)
    if table.state == WeightTableState.PROPOSED:
        change = {"state": [table.state, WeightTableState.REJECTED.value]}
        table.state = WeightTableState.REJECTED
        session.flush()
        audit(session, "learning.reject", (KIND, version), now=now, actor=actor.name_in_trail, change=change)
    return table


def _alone(session: Session, actor: Actor) -> None:
    """Two who decide at once decide one after the other."""
    demand(actor, ServiceAction.DECIDE_WEIGHTS)
    wait_for_others(session.connection())
