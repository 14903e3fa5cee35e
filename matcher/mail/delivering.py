"""Delivers the outbox: claim first, then send, then say so. What is doubtful is held for a person, never sent twice.

SMTP cannot be exactly-once (RFC 1047), so a mail whose sender died between claim and answer is `held`. Where the mail
server takes no mail at all, the pass ends and costs no mail one of its attempts.
"""

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Engine, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random

from matcher.letters.writing import forget_confidential
from matcher.mail.bouncing import note_refusal
from matcher.mail.composing import compose
from matcher.mail.holding import Watermark, count_sent
from matcher.mail.letterhead import Letterhead
from matcher.mail.outcomes import PermanentMailError, RefusedRecipientError, ServerTroubleError, TemporaryMailError
from matcher.mail.return_address import return_address
from matcher.mail.sending import Sender, kept
from matcher.mail.turns import Chosen, due_in_turn
from matcher.mail.wire import RETURN
from matcher.progress import Track, quietly
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.delivery_attempt import DeliveryAttempt
from models.digest import Digest

WHEN_BUSY = retry_if_exception_type(OperationalError)
log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=10)
"""Longer than any one sending takes, time-outs included."""
FILE_CLAIM = timedelta(seconds=30)
"""The same for a file."""
BACK_OFF = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
"""Waits between attempts; after the last one the delivery has failed."""


@dataclass(frozen=True)
class Outbox:
    """Where mails wait and how they leave; `watermark` notices a restored database.

    `repeatable`: sending one twice leaves one, as with files named by their Message-ID, so that nothing is in doubt.
    `bounces`: where mails come back to; each then has a return address of its own. `per_minute`: how many mails a
    domain gets in a minute at most; 0 for any number.
    """

    engine: Engine
    sender: Sender
    letterhead: Letterhead
    repeatable: bool = False
    watermark: Watermark | None = None
    bounces: str | None = None
    per_minute: int = 0

    @property
    def claim(self) -> timedelta:
        """How long a sender may take over one mail."""
        return FILE_CLAIM if self.repeatable else CLAIM


def deliver_due(outbox: Outbox, *, now: datetime, week: str | None = None, track: Track = quietly) -> Counter[str]:
    """Sends what is due (of one week, or all); answers how many deliveries ended in each state.

    Each mail is claimed in a transaction of its own, so many processes may deliver at once, and none waits for another.
    What is held stays in the outbox.
    """
    started = monotonic()
    with writing(outbox.engine) as session:
        if outbox.watermark is not None:
            outbox.watermark.check(session, now=now)
        _settle_abandoned(session, now, repeatable=outbox.repeatable)
        waiting = due_in_turn(session, now, Chosen(week, outbox.per_minute))
    ends: Counter[str] = Counter()
    with kept(outbox.sender) as sender:
        open_outbox = replace(outbox, sender=sender)
        for delivery in track(waiting, "Sending digests", len(waiting)):
            moment = now + timedelta(seconds=monotonic() - started)  # a long pass must not outlive its claims
            if _claim(outbox, delivery, moment):
                end, go_on = _send(open_outbox, _Attempt(outbox.engine, delivery, now))
                ends[end] += 1
                if not go_on:
                    break
    if outbox.watermark is not None:
        with reading(outbox.engine) as session:
            outbox.watermark.write(session)
    return ends


def unsettled(session: Session, week: str) -> Counter[str]:
    """How many deliveries of a week are neither sent nor waiting for their first attempt, by state."""
    chosen = select(Delivery.state).join(Digest).where(Digest.week == week, Delivery.state != DeliveryState.SENT)
    return Counter(session.exec(chosen))


def queue_again(session: Session, week: str, *, now: datetime) -> int:
    """Queues the held and failed deliveries of a week again, Message-IDs kept, for a person who knows that they did not
    arrive, or that a second copy does no harm; answers how many."""
    digests = select(col(Digest.id)).where(Digest.week == week)
    stuck = (col(Delivery.state).in_([DeliveryState.HELD, DeliveryState.FAILED]), col(Delivery.digest).in_(digests))
    fresh = {"state": DeliveryState.QUEUED, "attempts": 0, "due_at": now, "error": None}
    return int(session.execute(update(Delivery).where(*stuck).values(fresh)).rowcount)  # type: ignore[attr-defined]


def _settle_abandoned(session: Session, now: datetime, *, repeatable: bool) -> None:
    """A claim that has run out: its sender died. Where a repetition does no harm it is sent again, else held."""
    abandoned = (col(Delivery.state) == DeliveryState.CLAIMED, col(Delivery.claimed_until) < now)
    doubt = "its sender stopped while sending; it may or may not have arrived"
    end = DeliveryState.QUEUED if repeatable else DeliveryState.HELD
    settled = update(Delivery).where(*abandoned).values(state=end, error=doubt).returning(col(Delivery.id))
    for delivery in session.execute(settled).scalars().all():
        session.add(DeliveryAttempt(delivery=delivery, at=now, state=end, said=doubt))


def _claim(outbox: Outbox, delivery: int, now: datetime) -> bool:
    """One conditional UPDATE decides who sends."""
    free = (col(Delivery.id) == delivery, col(Delivery.state) == DeliveryState.QUEUED)
    claim = {
        "state": DeliveryState.CLAIMED,
        "claimed_until": now + outbox.claim,
        "attempts": col(Delivery.attempts) + 1,
    }
    with writing(outbox.engine) as session:
        return bool(session.execute(update(Delivery).where(*free).values(claim)).rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _Attempt:
    engine: Engine
    delivery: int
    now: datetime


def _send(outbox: Outbox, attempt: _Attempt) -> tuple[DeliveryState, bool]:
    """Sends a mail that is claimed; answers how it ended, and whether it is of use to go on with others."""
    with reading(outbox.engine) as session:
        row = session.get_one(Delivery, attempt.delivery)
        attempts = row.attempts
        try:
            message = compose(session, row, outbox.letterhead, now=attempt.now)
        except Exception as error:  # one mail that cannot be written must not stop the others
            log.exception("delivery %s cannot be rendered", row.id, extra={"action": "delivery.unrendered"})
            return _later(attempt, attempts, f"{type(error).__name__}: {error}"), True
        if outbox.bounces and not isinstance(message, str):
            message[RETURN] = f"<{return_address(outbox.bounces, row.bounce_word)}>"
    if isinstance(message, str):
        return _finish(attempt, DeliveryState.DROPPED, error=message), True
    try:
        outbox.sender(message)
    except ServerTroubleError as error:
        log.warning("no mail can be sent: %s", error, extra={"action": "mail.trouble"})
        due_at = attempt.now + BACK_OFF[0]
        return _finish(attempt, DeliveryState.QUEUED, error=str(error), due_at=due_at, attempts=attempts - 1), False
    except Exception as error:  # noqa: BLE001  (whatever it was, the mail may have arrived)
        return _ended_by(error, attempt, attempts), True
    return _finish(attempt, DeliveryState.SENT, error=None, sent_at=attempt.now), True


def _ended_by(error: Exception, attempt: _Attempt, attempts: int) -> DeliveryState:
    if isinstance(error, TemporaryMailError):
        return _later(attempt, attempts, str(error))
    if isinstance(error, PermanentMailError):
        return _finish(
            attempt, DeliveryState.FAILED, error=str(error), refused=isinstance(error, RefusedRecipientError)
        )
    log.warning("delivery %s is in doubt", attempt.delivery, exc_info=error, extra={"action": "delivery.held"})
    return _finish(attempt, DeliveryState.HELD, error=f"{type(error).__name__}: {error}")


def _later(attempt: _Attempt, attempts: int, error: str) -> DeliveryState:
    if attempts > len(BACK_OFF):
        return _finish(attempt, DeliveryState.FAILED, error=error)
    return _finish(attempt, DeliveryState.QUEUED, error=error, due_at=attempt.now + BACK_OFF[attempts - 1])


@retry(retry=WHEN_BUSY, stop=stop_after_attempt(4), wait=wait_random(0, 2), reraise=True)
def _finish(
    attempt: _Attempt, state: DeliveryState, *, error: str | None, refused: bool = False, **values: object
) -> DeliveryState:
    """Ends an attempt and keeps what came of it; `refused` where the address was."""
    mine = (col(Delivery.id) == attempt.delivery, col(Delivery.state) == DeliveryState.CLAIMED)
    end = {"state": state, "claimed_until": None, "error": error, **values}
    with writing(attempt.engine) as session:
        session.execute(update(Delivery).where(*mine).values(end))
        session.add(DeliveryAttempt(delivery=attempt.delivery, at=attempt.now, state=state, said=error))
        if refused:
            note_refusal(session, attempt.delivery, str(error), now=attempt.now)
        if state == DeliveryState.SENT:
            count_sent(session)
        if state in (DeliveryState.SENT, DeliveryState.DROPPED):
            forget_confidential(session, attempt.delivery)
    return state
