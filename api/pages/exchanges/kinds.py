"""The kinds of parts that a plan has, and how their forms become records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.base import Schema
from models.cost_share import CostShare, CostShareCreate
from models.deployment import Deployment, DeploymentCreate
from models.milestone import Milestone, MilestoneCreate

PERCENT = "percent-"
"""The fields of a form that hold how much each organization bears, by its place among the parties."""


@dataclass(frozen=True)
class Kind:
    """One kind of part: its word in addresses, its field in the view, and whether organizations bear it."""

    slug: str
    field: str
    table: type[Any]
    create: type[Schema]
    borne: bool


KINDS: Mapping[str, Kind] = {
    one.slug: one
    for one in (
        Kind("milestones", "milestones", Milestone, MilestoneCreate, borne=False),
        Kind("deployments", "deployments", Deployment, DeploymentCreate, borne=True),
        Kind("cost-shares", "cost_shares", CostShare, CostShareCreate, borne=True),
    )
}


def sent_as(kind: Kind, typed: Mapping[str, Any], parties: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What was typed, with the shares of a cost as the record wants them."""
    plain = {name: value for name, value in typed.items() if not name.startswith(PERCENT)}
    if kind.table is Deployment:
        plain["shares"] = [
            {"organization": key, "percent": typed[f"{PERCENT}{place}"]}
            for place, (key, _) in enumerate(parties)
            if f"{PERCENT}{place}" in typed
        ]
    return plain


def filled(kind: Kind, part: Any, parties: Sequence[tuple[str, str]]) -> dict[str, Any]:  # noqa: ANN401
    """A part as the form that changes it holds it."""
    known = {name: getattr(part, name) for name in kind.create.model_fields if name != "position"}
    typed = {name: _typed(value) for name, value in known.items() if value is not None}
    return typed | shares_by_place(typed, parties)


def shares_by_place(typed: Mapping[str, Any], parties: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """How much each organization bears, by its place among the parties."""
    shares = {one["organization"]: one["percent"] for one in typed.get("shares", [])}
    return {f"{PERCENT}{place}": shares[key] for place, (key, _) in enumerate(parties) if key in shares}


def _typed(value: Any) -> Any:  # noqa: ANN401
    return value.isoformat() if isinstance(value, date) else value
