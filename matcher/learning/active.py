"""The weight table in use."""

from dataclasses import replace

from sqlmodel import Session

from matcher.learning.tables import as_model
from models.weight_table import active_table
from scoring import EXPERT_MODEL, Model
from scoring.model import ENCODER_WEIGHT
from scoring.text.encoder import Encoder


def active_model(session: Session, encoder: Encoder | None = None) -> Model:
    """The promoted table, or the experts' where none is; with an encoder, the same table with its row, called after it.

    Raises UnfitTableError where the table does not fit the code.
    """
    table = active_table(session)
    return with_encoder(EXPERT_MODEL if table is None else as_model(table), encoder)


def with_encoder(model: Model, encoder: Encoder | None) -> Model:
    """The model with the row of an encoder, and called after it; the model itself where there is none."""
    if encoder is None:
        return model
    widened = model.with_encoder(ENCODER_WEIGHT)
    return replace(widened, version=f"{widened.version}:{encoder.name}")
