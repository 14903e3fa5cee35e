"""Who takes part in an exchange, and its plan: milestones, deployments of experts, contributions."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Path as InPath

from api.etags import set_etag
from api.routes.exchanges import Seen, answered
from api.transactions import TransactedRoute
from api.writing import Call, Edit, Editing, Writing
from matcher.exchanges import parties
from matcher.exchanges.parts import Part, add_part, edit_part, remove_part, the_part
from models.base import Schema
from models.cost_share import CostShare, CostShareCreate, CostSharePublic, CostShareUpdate
from models.deployment import Deployment, DeploymentCreate, DeploymentPublic, DeploymentUpdate
from models.exchange_schemas import PartyInvite
from models.milestone import Milestone, MilestoneCreate, MilestonePublic, MilestoneUpdate

router = APIRouter(prefix="/exchanges/{exchange_id}", tags=["exchanges"], route_class=TransactedRoute)
Position = Annotated[int, InPath(ge=0, le=1000)]


class Invitation(Schema):
    """What an invited organization answers."""

    accept: bool


@router.post("/parties", status_code=201)
def invite(exchange_id: str, wanted: PartyInvite, call: Edit) -> Seen:
    """Asks an organization to take part: a second provider, a facilitator, a funder or a further recipient."""
    parties.invite_party(call.session, call.actor, exchange_id, wanted, version=call.version, now=call.now)
    return answered(call.session, call.actor, exchange_id, call.response)


@router.post("/invitation", status_code=204)
def answer(exchange_id: str, said: Invitation, call: Call) -> None:
    """Accepts or declines your organization's invitation."""
    parties.answer_invitation(call.session, call.actor, exchange_id, accept=said.accept, now=call.now)


@router.delete("/parties/{position}", status_code=204)
def leave(exchange_id: str, position: Position, call: Edit) -> None:
    """Takes a further party out, by its place in `parties`; a party may leave by itself."""
    parties.remove_party(call.session, call.actor, exchange_id, position, version=call.version, now=call.now)


@router.post("/milestones", status_code=201)
def add_milestone(exchange_id: str, wanted: MilestoneCreate, call: Call) -> MilestonePublic:
    """Adds a milestone."""
    return MilestonePublic.model_validate(_added(call, exchange_id, Milestone, wanted), from_attributes=True)


@router.patch("/milestones/{part}")
def edit_milestone(exchange_id: str, part: str, wanted: MilestoneUpdate, call: Edit) -> MilestonePublic:
    """Changes a milestone, or says when it was reached."""
    row = the_part(call.session, call.actor, exchange_id, Milestone, part)
    return MilestonePublic.model_validate(_edited(call, row, wanted), from_attributes=True)


@router.delete("/milestones/{part}", status_code=204)
def remove_milestone(exchange_id: str, part: str, call: Edit) -> None:
    """Takes a milestone out."""
    row = the_part(call.session, call.actor, exchange_id, Milestone, part)
    remove_part(call.session, call.actor, row, version=call.version, now=call.now)


@router.post("/deployments", status_code=201)
def add_deployment(exchange_id: str, wanted: DeploymentCreate, call: Call) -> DeploymentPublic:
    """Adds an expert's deployment; the shares of its cost sum to 100 %."""
    return DeploymentPublic.model_validate(_added(call, exchange_id, Deployment, wanted), from_attributes=True)


@router.patch("/deployments/{part}")
def edit_deployment(exchange_id: str, part: str, wanted: DeploymentUpdate, call: Edit) -> DeploymentPublic:
    """Changes a deployment."""
    row = the_part(call.session, call.actor, exchange_id, Deployment, part)
    return DeploymentPublic.model_validate(_edited(call, row, wanted), from_attributes=True)


@router.delete("/deployments/{part}", status_code=204)
def remove_deployment(exchange_id: str, part: str, call: Edit) -> None:
    """Takes a deployment out."""
    row = the_part(call.session, call.actor, exchange_id, Deployment, part)
    remove_part(call.session, call.actor, row, version=call.version, now=call.now)


@router.post("/cost-shares", status_code=201)
def add_cost_share(exchange_id: str, wanted: CostShareCreate, call: Call) -> CostSharePublic:
    """Adds what a party contributes, in cash or in kind."""
    return CostSharePublic.model_validate(_added(call, exchange_id, CostShare, wanted), from_attributes=True)


@router.patch("/cost-shares/{part}")
def edit_cost_share(exchange_id: str, part: str, wanted: CostShareUpdate, call: Edit) -> CostSharePublic:
    """Changes a contribution."""
    row = the_part(call.session, call.actor, exchange_id, CostShare, part)
    return CostSharePublic.model_validate(_edited(call, row, wanted), from_attributes=True)


@router.delete("/cost-shares/{part}", status_code=204)
def remove_cost_share(exchange_id: str, part: str, call: Edit) -> None:
    """Takes a contribution out."""
    row = the_part(call.session, call.actor, exchange_id, CostShare, part)
    remove_part(call.session, call.actor, row, version=call.version, now=call.now)


def _added(call: Writing, exchange_id: str, table: type[Part], wanted: Schema) -> Part:
    row = add_part(call.session, call.actor, exchange_id, table, wanted, now=call.now)
    set_etag(call.response, row)
    return row


def _edited(call: Editing, part: Part, wanted: Schema) -> Part:
    changes = wanted.model_dump(exclude_unset=True)
    row = edit_part(call.session, call.actor, part, changes, version=call.version, now=call.now)
    set_etag(call.response, row)
    return row
