"""Evaluations by each side, and the outcome that they make."""

from collections.abc import Sequence
from datetime import datetime
from statistics import fmean

from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.audit import record
from matcher.editing import apply_changes
from matcher.errors import ConflictError
from matcher.exchanges.dossiers import held_dossier, require_state
from matcher.exchanges.letters import about, remind, tell_all
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction, acting_side, supervises
from models.dossier import Dossier
from models.evaluation import CRITERIA, HIGHEST, LOWEST, Evaluation, EvaluationCreate, Stage
from models.exchange import TEACHING, Exchange, ExchangeState, PartyRole
from models.match import Match
from models.request import Request


def evaluations_of(session: Session, exchange: str) -> list[Evaluation]:
    """What was said of an exchange, in the order in which it was sent."""
    chosen = select(Evaluation).where(Evaluation.exchange == exchange)
    return list(session.exec(chosen.order_by(col(Evaluation.sent_at), col(Evaluation.id))))


def evaluate(session: Session, actor: Actor, key: str, wanted: EvaluationCreate, *, now: datetime) -> Evaluation:
    """What a side says half way or at the end; with the final word of both main sides the exchange is completed.

    Raises ConflictError for a second word of a side at the same stage, and for an exchange that does not run.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.EVALUATE)
    require_state(dossier.exchange, ExchangeState.RUNNING)
    side = acting_side(actor, dossier)
    if side is None or side.organization is None:
        raise ConflictError("this side is a country without an organization, which cannot evaluate")
    sent = evaluations_of(session, key)
    if any((one.stage, one.organization) == (wanted.stage, side.organization) for one in sent):
        raise ConflictError(
            "your side has sent its {stage} evaluation already; what was sent stays", stage=Message(wanted.stage)
        )
    said = Evaluation(
        **wanted.model_dump(), exchange=key, organization=side.organization, account=actor.email, sent_at=now
    )
    session.add(said)
    session.flush()
    change = {"stage": [None, said.stage], "by": [None, said.organization]}
    record(session, "exchange.evaluated", ("exchange", key), now=now, actor=actor.name_in_trail, change=change)
    _go_on(session, actor, dossier, [*sent, said], said.stage, now=now)
    return said


def _go_on(
    session: Session, actor: Actor, dossier: Dossier, sent: Sequence[Evaluation], stage: str, *, now: datetime
) -> None:
    """Asks the sides that have not spoken, or completes the exchange."""
    silent = [one for one in dossier.main_sides if one.organization not in _spoken(sent, stage)]
    if stage == Stage.FINAL and not silent:
        complete(session, actor, dossier, sent, now=now)
    else:
        waiting = [one for one in silent if one.organization]
        remind(session, waiting, "evaluation-due", about(dossier) | {"stage": stage}, now=now, but=actor)


def close(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Exchange:
    """Completes a running exchange whose sides do not both evaluate, by what was said. For those who supervise."""
    dossier = held_dossier(session, actor, key, ExchangeAction.CLOSE, version=version)
    require_state(dossier.exchange, ExchangeState.RUNNING)
    complete(session, actor, dossier, evaluations_of(session, key), now=now)
    return dossier.exchange


def complete(session: Session, actor: Actor, dossier: Dossier, sent: Sequence[Evaluation], *, now: datetime) -> None:
    """Ends an exchange with the outcome of its final evaluations, which the ranking and its learning read from now on:
    the request of the match counts it among its answers. The actual end is the planned one where that has passed."""
    exchange, today = dossier.exchange, now.date()
    ended_on = min(exchange.ends_on or today, today)
    ended_on = max(ended_on, exchange.started_on or ended_on)
    outcome = outcome_of(dossier, sent)
    completed = {
        "state": ExchangeState.COMPLETED,
        "ended_on": ended_on,
        "end_year": ended_on.year,
        "outcome": exchange.outcome if outcome is None else outcome,
    }
    apply_changes(session, actor, exchange, completed, now=now, action="exchange.completed")
    if exchange.match is not None:
        request = session.get_one(Request, session.get_one(Match, exchange.match).request)
        answered = [*request.answered_by, *(one for one in [exchange.id] if one not in request.answered_by)]
        apply_changes(session, actor, request, {"answered_by": answered}, now=now, action="request.answered")
    tell_all(session, dossier, "exchange-completed", now=now, but=None)


def outcome_of(dossier: Dossier, sent: Sequence[Evaluation]) -> float | None:
    """The outcome in 0..1 by the final evaluations; None without any.

    One evaluation counts the mean of its four ratings, 1 as 0 and 5 as 1; a side counts the mean of its evaluations,
    and the outcome is the mean of the receiving and the teaching side, so that several teachers do not outvote one
    receiver.
    """
    final = [one for one in sent if one.stage == Stage.FINAL]
    learners = {one.organization for one in dossier.sides if one.role == PartyRole.REQUESTER}
    teachers = {one.organization for one in dossier.sides if one.role in TEACHING}
    sides = [[_normalised(one) for one in final if one.organization in those] for those in (learners, teachers)]
    means = [fmean(values) for values in sides if values]
    return round(fmean(means), 6) if means else None


def _normalised(said: Evaluation) -> float:
    return fmean((getattr(said, name) - LOWEST) / (HIGHEST - LOWEST) for name in CRITERIA)


def visible_evaluations(actor: Actor, dossier: Dossier, sent: Sequence[Evaluation]) -> list[Evaluation]:
    """What an actor may see: its own side's words, and the others' once both main sides have spoken or the exchange has
    ended, so that nobody writes after the other. Those who supervise see all."""
    side = acting_side(actor, dossier)
    own = side.organization if side else None
    ended = dossier.exchange.state == ExchangeState.COMPLETED
    both = {stage for stage in Stage if all(one.organization in _spoken(sent, stage) for one in dossier.main_sides)}
    return [
        one
        for one in sent
        if ended or one.stage in both or (own and one.organization == own) or supervises(actor, dossier)
    ]


def _spoken(sent: Sequence[Evaluation], stage: str) -> set[str]:
    return {one.organization for one in sent if one.stage == stage}
