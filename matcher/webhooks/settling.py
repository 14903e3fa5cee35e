"""Writes down what came of a call: done, to be repeated later, or given up; and who fails too often is left alone."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.letters.writing import write_letter
from matcher.webhooks.calling import Heard
from models.database import writing
from models.webhook import Telling, TellingState, Webhook

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""Waits between attempts; after the last one the delivery has failed."""
FAILURES = 50
"""Failed calls in a row after which a webhook is disabled."""


def settle(engine: Engine, telling: str, heard: Heard, *, now: datetime) -> TellingState:
    """Stores the outcome of a claimed telling's call; answers where it stands now."""
    with writing(engine) as session:
        row = session.get(Telling, telling)
        if row is None or row.state != TellingState.CLAIMED:  # deleted with its webhook, or taken by somebody else
            return TellingState(row.state) if row else TellingState.FAILED
        row.claimed_until, row.status, row.answer, row.error = None, heard.status, heard.answer, heard.error
        if heard.good:
            row.state, row.delivered_at = TellingState.DELIVERED, now
            _count(session, row.webhook, 0)
        else:
            _put_off(row, now)
            _count(session, row.webhook, col(Webhook.failures) + 1)
            _disable_if_hopeless(session, row.webhook, now)
        return TellingState(row.state)


def _put_off(row: Telling, now: datetime) -> None:
    if row.attempts > len(BACK_OFF):
        row.state = TellingState.FAILED
    else:
        row.state, row.due_at = TellingState.QUEUED, now + BACK_OFF[row.attempts - 1]


def _count(session: Session, webhook: str, failures: object) -> None:
    """No edit of the webhook: its version stays, so that counting stands in nobody's way."""
    session.execute(update(Webhook).where(col(Webhook.id) == webhook).values(failures=failures))


def _disable_if_hopeless(session: Session, webhook: str, now: datetime) -> None:
    session.flush()
    hopeless = select(Webhook).where(Webhook.id == webhook, Webhook.active, Webhook.failures >= FAILURES)
    row = session.exec(hopeless.execution_options(populate_existing=True)).first()
    if row is None:
        return
    row.active, row.disabled_at = False, now
    give_up(session, webhook, "the webhook was disabled")
    record(
        session,
        "webhook.disabled",
        ("webhook", row.id),
        now=now,
        actor="clock",
        change={"active": [True, False], "failures": [0, row.failures]},
    )
    content = {"webhook": row.id, "description": row.description, "failures": row.failures}
    once = f"webhook-disabled:{row.id}:{now.isoformat()}"
    write_letter(session, row.account, "webhook-disabled", content, now=now, once=once)


def give_up(session: Session, webhook: str, why: str) -> None:
    """Everything of a webhook that still waits has failed."""
    waiting = (col(Telling.webhook) == webhook, col(Telling.state) == TellingState.QUEUED)
    session.execute(update(Telling).where(*waiting).values(state=TellingState.FAILED, error=why))
