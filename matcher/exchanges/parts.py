"""The plan of an exchange: milestones, deployments of experts, and what each party brings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlmodel import Session, col, func, select

from matcher.audit import record
from matcher.editing import check_version
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.exchanges.dossiers import dossier_for, held_dossier, require_state, terms_changed
from matcher.experts.deploying import check_call
from matcher.field_words import message_of
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction
from models.base import Schema, new_identifier
from models.cost_share import CostShare, CostShareCreate
from models.deployment import Deployment, DeploymentCreate
from models.dossier import Dossier
from models.exchange import OPEN_STATES, ExchangeState, PartyRole
from models.milestone import Milestone, MilestoneCreate

Part = TypeVar("Part", Milestone, Deployment, CostShare)
MOST_PARTS = 100
"""Most parts of one kind: more than a project of three years has."""
PREFIXES: Mapping[type, str] = {Milestone: "mil", Deployment: "dep", CostShare: "cst"}
CHECKED: Mapping[type, type[Schema]] = {
    Milestone: MilestoneCreate,
    Deployment: DeploymentCreate,
    CostShare: CostShareCreate,
}
"""What a part must still be after an edit."""
CHANGEABLE: Mapping[type, tuple[ExchangeState, ...]] = {
    Milestone: OPEN_STATES,
    Deployment: OPEN_STATES,
    CostShare: (ExchangeState.ACCEPTED,),
}
"""While which states a part may change: costs are fixed by the agreement, work goes on."""


def parts_of(session: Session, table: type[Part], exchange: str) -> list[Part]:
    """The parts of one kind: milestones in their order, deployments by day, contributions as they were written."""
    order = {Milestone: ("position", "due_on"), Deployment: ("starts_on",), CostShare: ("organization",)}[table]
    chosen = select(table).where(table.exchange == exchange)
    return list(session.exec(chosen.order_by(*(col(getattr(table, name)) for name in order), col(table.id))))


def add_part(session: Session, actor: Actor, key: str, table: type[Part], wanted: Schema, *, now: datetime) -> Part:
    """Adds a part to the plan. Raises ConflictError where the exchange is past changing it, BadInputError where it
    names an organization that does not take part."""
    dossier = _dossier(session, actor, key, table)
    count = session.exec(select(func.count(col(table.id))).where(table.exchange == key)).one()
    if count >= MOST_PARTS:
        raise ConflictError("the plan holds {most_parts} of these already", most_parts=MOST_PARTS)
    fields = wanted.model_dump()
    if fields.get("position", 0) is None:
        fields["position"] = count
    _check_parties(dossier, fields)
    _check_placement(session, dossier, fields)
    part = table(**fields, id=new_identifier(PREFIXES[table]), exchange=key)
    session.add(part)
    session.flush()
    _changed(session, actor, dossier, part, [None, _as_data(part)], now=now)
    return part


def edit_part(
    session: Session, actor: Actor, part: Part, changes: Mapping[str, Any], *, version: int, now: datetime
) -> Part:
    """Changes a part from the version that was read. Raises as `add_part`, and StaleEditError."""
    dossier = _dossier(session, actor, part.exchange, type(part))
    check_version(part, type(part).__name__.lower(), part.id, version)
    before = _as_data(part)
    fields = {name: getattr(part, name) for name in CHECKED[type(part)].model_fields} | dict(changes)
    checked = _checked(type(part), fields)
    _check_parties(dossier, checked)
    if checked.get("placement") != before.get("placement"):
        _check_placement(session, dossier, checked)
    for name in changes:
        setattr(part, name, checked[name])
    session.add(part)
    session.flush()
    if _as_data(part) != before:
        _changed(session, actor, dossier, part, [before, _as_data(part)], now=now)
    return part


def remove_part(session: Session, actor: Actor, part: Part, *, version: int, now: datetime) -> None:
    """Takes a part out of the plan. Raises as `edit_part`."""
    dossier = _dossier(session, actor, part.exchange, type(part))
    check_version(part, type(part).__name__.lower(), part.id, version)
    before = _as_data(part)
    session.delete(part)
    session.flush()
    _changed(session, actor, dossier, part, [before, None], now=now)


def the_part(session: Session, actor: Actor, key: str, table: type[Part], part: str) -> Part:
    """A part of an exchange, for somebody who may change it. Raises as `dossier_for`, and NotFoundError."""
    dossier_for(session, actor, key, ExchangeAction.EDIT)
    found = session.get(table, part)
    if found is None or found.exchange != key:
        raise NotFoundError(table.__name__.lower(), part)
    return found


def _dossier(session: Session, actor: Actor, key: str, table: type[Part]) -> Dossier:
    dossier = held_dossier(session, actor, key, ExchangeAction.EDIT)
    require_state(dossier.exchange, *CHANGEABLE[table])
    return dossier


def _checked(table: type[Part], fields: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return CHECKED[table].model_validate(fields).model_dump()
    except ValidationError as error:
        raise BadInputError(message_of(error.errors()[0])) from error


def _check_parties(dossier: Dossier, fields: Mapping[str, Any]) -> None:
    named = [share["organization"] for share in fields.get("shares") or []]
    named += [fields["organization"]] if fields.get("organization") else []
    for one in named:
        if dossier.side_of(one) is None:
            raise BadInputError(
                "{one!r} does not take part in exchange {id!r}: invite it first", one=one, id=dossier.id
            )


def _check_placement(session: Session, dossier: Dossier, fields: Mapping[str, Any]) -> None:
    if fields.get("placement"):
        check_call(session, fields["placement"], learning_countries(dossier), starts_on=fields["starts_on"])


def learning_countries(dossier: Dossier) -> list[str]:
    """The countries that receive: those which call experts from rosters."""
    return [one.country for one in dossier.sides if one.role == PartyRole.REQUESTER and one.country]


def _changed(session: Session, actor: Actor, dossier: Dossier, part: Part, change: list[Any], *, now: datetime) -> None:
    """One event in the exchange's trail; a plan that changes before the agreement is agreed to anew."""
    kind = type(part).__name__.lower()
    verb = "added" if change[0] is None else "removed" if change[1] is None else "edited"
    record(
        session,
        f"exchange.{kind}-{verb}",
        ("exchange", dossier.id),
        now=now,
        actor=actor.name_in_trail,
        change={f"{kind} {part.id}": [_told(one) for one in change]},
    )
    if dossier.exchange.state == ExchangeState.ACCEPTED:
        terms_changed(session, dossier)


def _told(data: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the trail, which keeps everything, holds of a part: not the name of who was called from a roster, and may
    want to be forgotten."""
    return data | {"expert": None} if data and data.get("placement") else data


def _as_data(part: Part) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in part.model_dump(exclude={"id", "exchange", "version"}).items()
    }
