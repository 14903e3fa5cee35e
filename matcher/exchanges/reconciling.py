"""Both main sides keep their own record of an exchange; what differs is shown, and settled by them or a focal point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from matcher.audit import record
from matcher.editing import apply_changes
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.exchanges.dossiers import count_edit, dossier_for, held_dossier, require_state, terms_changed
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction, acting_side
from models.dossier import Dossier
from models.exchange import KNOWN_STATES, OPEN_STATES, Exchange, ExchangeState
from models.statement import STATED, Statement, StatementWrite

ACTUAL = {"starts_on": "started_on", "ends_on": "ended_on"}
"""The days that a side states are the actual ones once they are known."""
OF_ONE_SIDE = frozenset({"cost", "currency"})
"""What the record of the exchange itself does not hold."""


@dataclass(frozen=True)
class Difference:
    """One field, what each side states of it, what the exchange's own record holds, and whether the sides differ."""

    field: str
    stated: Mapping[str, Any]
    recorded: Any
    differs: bool


@dataclass(frozen=True)
class Choice:
    """Whose value of a field holds for both sides."""

    field: str
    organization: str


def statements_of(session: Session, dossier: Dossier) -> list[Statement]:
    """The records of the main sides, the receiving side's first."""
    known = {one.organization: one for one in session.exec(select(Statement).where(Statement.exchange == dossier.id))}
    mine = [one.organization for one in dossier.main_sides if one.organization]
    return [known[one] for one in mine if one in known]


def differences(session: Session, actor: Actor, key: str) -> list[Difference]:
    """The records of both sides compared, field by field; a field that one side has not stated does not differ."""
    dossier = dossier_for(session, actor, key, ExchangeAction.OPEN)
    records = statements_of(session, dossier)
    return [_compared(dossier.exchange, records, field) for field in STATED]


def _compared(exchange: Exchange, records: Sequence[Statement], field: str) -> Difference:
    stated = {one.organization: getattr(one, field) for one in records if getattr(one, field) is not None}
    values = [sorted(one) if isinstance(one, list) else one for one in stated.values()]
    recorded = None if field in OF_ONE_SIDE else getattr(exchange, _column(exchange, field))
    return Difference(field, stated, recorded, differs=any(one != values[0] for one in values))


def state_record(
    session: Session, actor: Actor, key: str, wanted: StatementWrite, *, version: int, now: datetime
) -> Statement:
    """A main side states its own record; what both state alike becomes the exchange's.

    Raises ForbiddenError for others, ConflictError for an exchange that was given up.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.STATE, version=version)
    side = acting_side(actor, dossier)
    if side is None or side.organization is None:
        raise ConflictError("this side is a country without an organization, which keeps no record")
    row = _write(session, actor, dossier, side.organization, wanted.model_dump(exclude_unset=True), now=now)
    _settle(session, actor, dossier, now=now)
    return row


def take_over(session: Session, actor: Actor, key: str, field: str, *, version: int, now: datetime) -> Statement:
    """A main side takes over what the other states of a field. Raises NotFoundError where it states nothing."""
    dossier = held_dossier(session, actor, key, ExchangeAction.STATE, version=version)
    side = acting_side(actor, dossier)
    if side is None or side.organization is None:
        raise ConflictError("this side is a country without an organization, which keeps no record")
    other = next((one for one in statements_of(session, dossier) if one.organization != side.organization), None)
    value = _stated(other, field)
    row = _write(session, actor, dossier, side.organization, {field: value}, now=now)
    _settle(session, actor, dossier, now=now)
    return row


def decide(session: Session, actor: Actor, key: str, choice: Choice, *, version: int, now: datetime) -> list[Statement]:
    """Those who supervise decide that one side's value of a field holds for both."""
    dossier = held_dossier(session, actor, key, ExchangeAction.SETTLE, version=version)
    chosen = next((one for one in statements_of(session, dossier) if one.organization == choice.organization), None)
    value = _stated(chosen, choice.field)
    for side in dossier.main_sides:
        if side.organization:
            _write(session, actor, dossier, side.organization, {choice.field: value}, now=now)
    _settle(session, actor, dossier, now=now)
    return statements_of(session, dossier)


def _stated(row: Statement | None, field: str) -> Any:  # noqa: ANN401
    if field not in STATED:
        raise BadInputError("{field!r} is not compared; choose {names}", field=field, names=", ".join(STATED))
    if row is None or getattr(row, field) is None:
        raise NotFoundError("statement of", field, "that side has stated nothing")
    return getattr(row, field)


def _write(
    session: Session, actor: Actor, dossier: Dossier, organization: str, values: Mapping[str, Any], *, now: datetime
) -> Statement:
    require_state(dossier.exchange, *OPEN_STATES, ExchangeState.COMPLETED)
    row = session.get(Statement, (dossier.id, organization))
    row = row or Statement(exchange=dossier.id, organization=organization)
    change = {
        name: [_plain(getattr(row, name)), _plain(new)] for name, new in values.items() if getattr(row, name) != new
    }
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    if change:
        thing = ("exchange", dossier.id)
        named = {f"{organization}: {name}": pair for name, pair in change.items()}
        record(session, "exchange.stated", thing, now=now, actor=actor.name_in_trail, change=named)
    session.flush()
    return row


def _settle(session: Session, actor: Actor, dossier: Dossier, *, now: datetime) -> None:
    """Takes into the exchange's own record what both sides state alike."""
    exchange, records = dossier.exchange, statements_of(session, dossier)
    changes: dict[str, Any] = {}
    for field in STATED:
        found = _compared(exchange, records, field)
        if field not in OF_ONE_SIDE and len(found.stated) == len(dossier.main_sides) and not found.differs:
            changes[_column(exchange, field)] = next(iter(found.stated.values()))
    _require_order(exchange, changes)
    for column, year in (("started_on", "start_year"), ("ended_on", "end_year")):
        if column in changes:
            changes[year] = changes[column].year
    changed = apply_changes(session, actor, exchange, changes, now=now, action="exchange.settled")
    if changed and exchange.state == ExchangeState.ACCEPTED:
        terms_changed(session, dossier)
    elif not changed:
        count_edit(session, exchange)


def _require_order(exchange: Exchange, changes: Mapping[str, Any]) -> None:
    starts, ends = (changes.get(name, getattr(exchange, name)) for name in (_column(exchange, one) for one in ACTUAL))
    if starts and ends and ends < starts:
        raise BadInputError(
            "both sides state a day that makes the end {ends} lie before the start {starts}", ends=ends, starts=starts
        )


def _column(exchange: Exchange, field: str) -> str:
    actual = ACTUAL.get(field)
    known = actual and exchange.state in KNOWN_STATES and getattr(exchange, actual) is not None
    return actual if actual and known else field


def _plain(value: Any) -> Any:  # noqa: ANN401
    return value.isoformat() if isinstance(value, date) else value
