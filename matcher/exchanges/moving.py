"""How an exchange goes on: agreed, running, given up or closed. Its completion stands with the evaluations."""

from datetime import date, datetime

from sqlmodel import Session

from matcher.audit import record
from matcher.editing import apply_changes
from matcher.errors import BadInputError, ConflictError
from matcher.exchanges.dossiers import held_dossier, require_state
from matcher.exchanges.letters import tell_all
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction, acting_side
from models.dossier import Dossier
from models.exchange import OPEN_STATES, Exchange, ExchangeState
from models.exchange_schemas import Cancellation


def agree(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Exchange:
    """One side agrees to the terms that it has read; with the last of those that decide, the exchange is agreed.

    Raises ConflictError while an invitation is open or the days are not set, StaleEditError where the terms changed.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.AGREE, version=version)
    exchange, side = dossier.exchange, acting_side(actor, dossier)
    require_state(exchange, ExchangeState.ACCEPTED)
    _require_complete_terms(dossier)
    assert side is not None
    for one in dossier.sides:
        if one is side or (side.organization and one.organization == side.organization):
            one.agreed_at = now
            session.add(one)
    change = {"agreed": [None, side.organization or side.country]}
    record(session, "exchange.side-agreed", ("exchange", key), now=now, actor=actor.name_in_trail, change=change)
    if all(one.agreed_at for one in dossier.deciding_sides):
        agreed = {"state": ExchangeState.AGREED, "agreed_at": now}
        apply_changes(session, actor, exchange, agreed, now=now, action="exchange.agreed")
        tell_all(session, dossier, "exchange-agreed", now=now, but=None, starts_on=str(exchange.starts_on))
    session.flush()
    return exchange


def _require_complete_terms(dossier: Dossier) -> None:
    open_invitations = [one.organization for one in dossier.sides if not one.accepted]
    if open_invitations:
        raise ConflictError(
            "{organization!r} has not answered its invitation; wait for it, or take it out",
            organization=open_invitations[0],
        )
    if dossier.exchange.starts_on is None or dossier.exchange.ends_on is None:
        raise ConflictError("the terms lack days: set starts_on and ends_on before anybody agrees")


def start(session: Session, actor: Actor, key: str, *, version: int, now: datetime, on: date | None = None) -> Exchange:
    """The work has begun, today or on an earlier day; the mid-term evaluation is due half way to the planned end.

    Raises BadInputError for a day to come or after the planned end.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.START, version=version)
    exchange = dossier.exchange
    require_state(exchange, ExchangeState.AGREED)
    day = on or now.date()
    if day > now.date():
        raise BadInputError("{day} is still to come; start the exchange on the day when it begins", day=day)
    if exchange.ends_on and day > exchange.ends_on:
        raise BadInputError(
            "{day} lies after the planned end {ends_on}; agree on another end first", day=day, ends_on=exchange.ends_on
        )
    running = {
        "state": ExchangeState.RUNNING,
        "started_on": day,
        "start_year": day.year,
        "midterm_on": day + (exchange.ends_on - day) / 2 if exchange.ends_on else None,
    }
    apply_changes(session, actor, exchange, running, now=now, action="exchange.started")
    return exchange


def cancel(session: Session, actor: Actor, key: str, why: Cancellation, *, version: int, now: datetime) -> Exchange:
    """Gives an exchange up, with a coded reason. Raises ConflictError for one that has ended."""
    dossier = held_dossier(session, actor, key, ExchangeAction.CANCEL, version=version)
    require_state(dossier.exchange, *OPEN_STATES)
    ended = {
        "state": ExchangeState.CANCELLED,
        "cancel_reason": why.reason,
        "cancel_note": why.note or None,
        "ended_on": now.date(),
    }
    apply_changes(session, actor, dossier.exchange, ended, now=now, action="exchange.cancelled")
    tell_all(session, dossier, "exchange-cancelled", now=now, but=actor, reason=why.reason, note=why.note)
    return dossier.exchange
