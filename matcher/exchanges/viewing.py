"""An exchange as each reader may see it."""

from sqlmodel import Session

from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.evaluating import evaluations_of, visible_evaluations
from matcher.exchanges.parts import parts_of
from matcher.exchanges.public import public_form
from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction, acting_side
from matcher.trail import Entry, trail
from models.cost_share import CostShare, CostSharePublic
from models.deployment import Deployment, DeploymentPublic
from models.dossier import Dossier
from models.evaluation import EvaluationPublic
from models.exchange import OPEN_STATES, ExchangeState
from models.exchange_schemas import ExchangePublic, ExchangeView, PartyView
from models.milestone import Milestone, MilestonePublic

WHILE = {
    ExchangeAction.EDIT: OPEN_STATES,
    ExchangeAction.JOIN: (ExchangeState.ACCEPTED,),
    ExchangeAction.AGREE: (ExchangeState.ACCEPTED,),
    ExchangeAction.START: (ExchangeState.AGREED,),
    ExchangeAction.EVALUATE: (ExchangeState.RUNNING,),
    ExchangeAction.STATE: (*OPEN_STATES, ExchangeState.COMPLETED),
    ExchangeAction.SETTLE: (*OPEN_STATES, ExchangeState.COMPLETED),
    ExchangeAction.CANCEL: OPEN_STATES,
    ExchangeAction.CLOSE: (ExchangeState.RUNNING,),
    ExchangeAction.DRAW_PRACTICE: (ExchangeState.COMPLETED,),
}
"""In which states each action makes sense."""


def view_of(session: Session, actor: Actor, key: str) -> tuple[ExchangeView | ExchangePublic, int]:
    """An exchange as an actor may see it, and its version. Raises NotFoundError for a hidden one."""
    dossier = dossier_for(session, actor, key)
    if not may(actor, ExchangeAction.ANALYSE, dossier):
        return public_form(dossier.exchange, dossier.sides), dossier.exchange.version
    view = _whole(session, actor, dossier)
    if not may(actor, ExchangeAction.OPEN, dossier):
        _without_private_words(view)
    return view, dossier.exchange.version


def allowed(actor: Actor, dossier: Dossier) -> list[str]:
    """What the actor may do now."""
    state, side = dossier.exchange.state, acting_side(actor, dossier)
    done = {ExchangeAction.AGREE} if side and side.agreed_at else set()
    return [
        str(one) for one, states in WHILE.items() if state in states and one not in done and may(actor, one, dossier)
    ]


def _whole(session: Session, actor: Actor, dossier: Dossier) -> ExchangeView:
    exchange = dossier.exchange
    sent = visible_evaluations(actor, dossier, evaluations_of(session, dossier.id))
    shown = set(ExchangeView.model_fields) - {"parties", "milestones", "deployments", "cost_shares", "evaluations"}
    return ExchangeView(
        **exchange.model_dump(include=shown),
        parties=[PartyView.model_validate(one, from_attributes=True) for one in dossier.sides],
        milestones=[
            MilestonePublic.model_validate(one, from_attributes=True)
            for one in parts_of(session, Milestone, dossier.id)
        ],
        deployments=[
            DeploymentPublic.model_validate(one, from_attributes=True)
            for one in parts_of(session, Deployment, dossier.id)
        ],
        cost_shares=[
            CostSharePublic.model_validate(one, from_attributes=True)
            for one in parts_of(session, CostShare, dossier.id)
        ],
        evaluations=[EvaluationPublic.model_validate(one, from_attributes=True) for one in sent],
        allowed=allowed(actor, dossier),
    )


def _without_private_words(view: ExchangeView) -> None:
    """Takes out what analysts do not see: experts, amounts, free texts and notes; and the text where it is private."""
    view.cancel_note = None
    view.text = view.text if view.shown_in_full else None
    for sent in view.deployments:
        sent.expert = sent.amount = sent.currency = sent.placement = None
    for share in view.cost_shares:
        share.amount = share.currency = None
    for said in view.evaluations:
        said.text = None


def history_of(session: Session, actor: Actor, key: str) -> list[Entry]:
    """What happened to an exchange, the oldest first; for those who take part or supervise."""
    dossier_for(session, actor, key, ExchangeAction.OPEN)
    return trail(session, actor, "exchange", key)
