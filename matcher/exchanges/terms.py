"""The terms of an exchange: what both sides agree to."""

from datetime import datetime

from sqlmodel import Session

from matcher.editing import apply_changes
from matcher.errors import BadInputError
from matcher.exchanges.dossiers import held_dossier, require_state, terms_changed
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction
from models.exchange import Exchange, ExchangeState
from models.exchange_schemas import ExchangeUpdate


def edit_terms(
    session: Session, actor: Actor, key: str, wanted: ExchangeUpdate, *, version: int, now: datetime
) -> Exchange:
    """Changes terms before both sides have agreed; whoever had agreed is asked anew.

    Raises ConflictError later, StaleEditError where somebody else was faster, BadInputError where the end would lie
    before the start.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.EDIT, version=version)
    exchange = dossier.exchange
    require_state(exchange, ExchangeState.ACCEPTED)
    changes = wanted.model_dump(exclude_unset=True)
    starts, ends = changes.get("starts_on", exchange.starts_on), changes.get("ends_on", exchange.ends_on)
    if starts and ends and ends < starts:
        raise BadInputError("ends_on {ends} lies before starts_on {starts}", ends=ends, starts=starts)
    if apply_changes(session, actor, exchange, changes, now=now, action="exchange.edited"):
        terms_changed(session, dossier)
    return exchange
