"""The weight table in use."""

from sqlmodel import Session

from matcher.learning.tables import as_model
from models.weight_table import active_table
from scoring import EXPERT_MODEL, Model


def active_model(session: Session) -> Model:
    """The promoted table, or the experts' where none is. Raises UnfitTableError where it does not fit the code."""
    table = active_table(session)
    return EXPERT_MODEL if table is None else as_model(table)
