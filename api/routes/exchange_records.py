"""What the sides say of an exchange: evaluations, their own records, and whether the need was met."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadSession
from api.routes.exchanges import Seen, answered
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.exchanges import asking, evaluating, reconciling
from models.base import Schema
from models.evaluation import EvaluationCreate
from models.need_question import NeedAnswer, NeedQuestionPublic
from models.statement import StatementPublic, StatementWrite

router = APIRouter(tags=["exchanges"], route_class=TransactedRoute)


class Difference(BaseModel):
    """One field: what each side states, what the exchange's own record holds, and whether the sides differ."""

    field: str
    stated: dict[str, Any]
    recorded: Any
    differs: bool


class Choice(Schema):
    """A field, and the side whose value holds; without one, the other side's."""

    field: str
    organization: str | None = None


@router.post("/exchanges/{exchange_id}/evaluations", status_code=201)
def evaluate(exchange_id: str, said: EvaluationCreate, call: Call) -> Seen:
    """Your side's evaluation. The other side reads it once it has sent its own; the final ones of both complete the
    exchange."""
    evaluating.evaluate(call.session, call.actor, exchange_id, said, now=call.now)
    return answered(call.session, call.actor, exchange_id, call.response)


@router.patch("/exchanges/{exchange_id}/statement")
def state(exchange_id: str, wanted: StatementWrite, call: Edit) -> StatementPublic:
    """Your side's own record, from the version of the exchange; what both state alike becomes the exchange's."""
    row = reconciling.state_record(call.session, call.actor, exchange_id, wanted, version=call.version, now=call.now)
    answered(call.session, call.actor, exchange_id, call.response)
    return StatementPublic.model_validate(row, from_attributes=True)


@router.get("/exchanges/{exchange_id}/differences")
def differences(exchange_id: str, session: ReadSession, actor: CurrentActor) -> list[Difference]:
    """The records of both sides, field by field."""
    found = reconciling.differences(session, actor, exchange_id)
    return [Difference.model_validate(one, from_attributes=True) for one in found]


@router.post("/exchanges/{exchange_id}/differences")
def settle(exchange_id: str, choice: Choice, call: Edit) -> list[Difference]:
    """Takes over what the other side states; with `organization`, a focal point decides for both."""
    if choice.organization is None:
        reconciling.take_over(call.session, call.actor, exchange_id, choice.field, version=call.version, now=call.now)
    else:
        chosen = reconciling.Choice(choice.field, choice.organization)
        reconciling.decide(call.session, call.actor, exchange_id, chosen, version=call.version, now=call.now)
    answered(call.session, call.actor, exchange_id, call.response)
    return differences(exchange_id, call.session, call.actor)


@router.get("/requests/{request_id}/need-met")
def need_question(request_id: str, session: ReadSession, actor: CurrentActor) -> NeedQuestionPublic:
    """The question that is put one year after a request was answered or closed."""
    row = asking.need_question(session, actor, request_id)
    return NeedQuestionPublic.model_validate(row, from_attributes=True)


@router.post("/requests/{request_id}/need-met")
def answer_need(request_id: str, said: NeedAnswer, call: Call) -> NeedQuestionPublic:
    """Whether the need was met; answered once."""
    row = asking.answer_need(call.session, call.actor, request_id, said, now=call.now)
    return NeedQuestionPublic.model_validate(row, from_attributes=True)
