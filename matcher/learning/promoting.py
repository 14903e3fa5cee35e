"""People put a learned table to use, or go back to the one before."""

from datetime import datetime

from sqlmodel import Session

from matcher.audit import record as audit
from matcher.errors import BadInputError, NotFoundError
from matcher.learning.tables import as_model, misfits
from models.weight_table import WeightTable, WeightTableState, active_table
from scoring import EXPERT_MODEL

KIND = "weight table"


def promote(session: Session, version: str, *, by: str, now: datetime) -> WeightTable:
    """Puts a table to use and retires the one before.

    Raises NotFoundError, BadInputError where it is in use already, UnfitTableError where it does not fit the code.
    """
    table = session.get(WeightTable, version)
    if table is None:
        raise NotFoundError(KIND, version, "see `sursur learn --list`")
    as_model(table)
    before = active_table(session)
    if before is not None and before.version == version:
        raise BadInputError("weight table {version} is in use already", version=version)
    if version not in [one.version for one in replaced_by(session, before)]:
        table.replaced = before.version if before else None
    _switch(session, before, table)
    table.promoted_at, table.promoted_by = now, by
    _told(session, "learning.promote", before, table, by=by, now=now)
    return table


def roll_back(session: Session, *, by: str, now: datetime) -> WeightTable | None:
    """Goes back to the table that was in use before, passing over those that no longer fit the code; None for the
    experts'. Raises BadInputError where these are in use already."""
    before = active_table(session)
    if before is None:
        raise BadInputError("the experts' table is in use; there is nothing to go back to")
    after = next((one for one in replaced_by(session, before) if not misfits(one)), None)
    _switch(session, before, after)
    _told(session, "learning.roll-back", before, after, by=by, now=now)
    return after


def replaced_by(session: Session, table: WeightTable | None) -> list[WeightTable]:
    """The tables that were in use before one, the latest first."""
    found = []
    while table is not None and table.replaced is not None:
        table = session.get_one(WeightTable, table.replaced)
        found.append(table)
    return found


def _switch(session: Session, before: WeightTable | None, after: WeightTable | None) -> None:
    """Retires one and only then activates the other: at no moment are two active."""
    if before is not None:
        before.state = WeightTableState.RETIRED
        session.flush()
    if after is not None:
        after.state = WeightTableState.ACTIVE
        session.flush()


def _told(
    session: Session, action: str, before: WeightTable | None, after: WeightTable | None, *, by: str, now: datetime
) -> None:
    names = [EXPERT_MODEL.version if table is None else table.version for table in (before, after)]
    audit(session, action, (KIND, names[1]), now=now, actor=by, change={"in use": names})
