"""Delivers the outbox: claim first, then send, then say so. What is doubtful is held for a person, never sent twice.

SMTP cannot be exactly-once (RFC 1047), so a mail whose sender died between claim and answer is `held`.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from time import monotonic

from sqlalchemy import Engine, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random

from matcher.digests.rendering import render as render_digest
from matcher.letters.rendering import render as render_letter
from matcher.letters.writing import forget_confidential
from matcher.mail.holding import Watermark, count_sent
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import PermanentMailError, Sender, TemporaryMailError
from matcher.progress import Track, quietly
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.delivery_attempt import DeliveryAttempt
from models.digest import Digest
from models.hold import Held, hold_on
from models.letter import Letter

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
    """

    engine: Engine
    sender: Sender
    letterhead: Letterhead
    repeatable: bool = False
    watermark: Watermark | None = None

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
        waiting = _due(session, now, week)
    ends: Counter[str] = Counter()
    for delivery in track(waiting, "Sending digests", len(waiting)):
        moment = now + timedelta(seconds=monotonic() - started)  # a long pass must not outlive its claims
        if delivery is not None and _claim(outbox, delivery, moment):
            ends[_send(outbox, delivery, now)] += 1
    if outbox.watermark is not None:
        with reading(outbox.engine) as session:
            outbox.watermark.write(session)
    return ends


def _due(session: Session, now: datetime, week: str | None) -> list[int | None]:
    """The mails that may go out now."""
    if hold_on(session, Held.MAIL) is not None:
        return []
    due = select(Delivery.id).where(Delivery.state == DeliveryState.QUEUED, Delivery.due_at <= now)
    if hold_on(session, Held.DIGESTS) is not None:
        due = due.where(col(Delivery.digest).is_(None))
    if week is not None:
        due = due.join(Digest).where(Digest.week == week)
    return list(session.exec(due.order_by(col(Delivery.id))))


def unsettled(session: Session, week: str) -> Counter[str]:
    """How many deliveries of a week are neither sent nor waiting for their first attempt, by state."""
    chosen = select(Delivery.state).join(Digest).where(Digest.week == week, Delivery.state != DeliveryState.SENT)
    return Counter(session.exec(chosen))


def queue_again(session: Session, week: str, *, now: datetime) -> int:
    """Puts the held and failed deliveries of a week back into the queue, Message-IDs kept; answers how many.

    For a person who knows that they did not arrive, or that a second copy does no harm.
    """
    digests = select(col(Digest.id)).where(Digest.week == week)
    stuck = (col(Delivery.state).in_([DeliveryState.HELD, DeliveryState.FAILED]), col(Delivery.digest).in_(digests))
    fresh = {"state": DeliveryState.QUEUED, "attempts": 0, "due_at": now, "error": None}
    return int(session.execute(update(Delivery).where(*stuck).values(fresh)).rowcount)  # type: ignore[attr-defined]


def _settle_abandoned(session: Session, now: datetime, *, repeatable: bool) -> None:
    """A claim that has run out: its sender died. Where a repetition does no harm it is sent again, else held."""
    abandoned = (col(Delivery.state) == DeliveryState.CLAIMED, col(Delivery.claimed_until) < now)
    doubt = "its sender stopped while sending; it may or may not have arrived"
    end = DeliveryState.QUEUED if repeatable else DeliveryState.HELD
    session.execute(update(Delivery).where(*abandoned).values(state=end, error=doubt))


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


def _send(outbox: Outbox, delivery: int, now: datetime) -> DeliveryState:
    attempt = _Attempt(outbox.engine, delivery, now)
    with reading(outbox.engine) as session:
        row = session.get_one(Delivery, delivery)
        attempts = row.attempts
        try:
            message = _message(session, row, outbox.letterhead)
        except Exception as error:  # one mail that cannot be written must not stop the others
            log.exception("delivery %s cannot be rendered", delivery, extra={"action": "delivery.unrendered"})
            return _later(attempt, attempts, f"{type(error).__name__}: {error}")
    try:
        outbox.sender(message)
    except TemporaryMailError as error:
        return _later(attempt, attempts, str(error))
    except PermanentMailError as error:
        return _finish(attempt, DeliveryState.FAILED, error=str(error))
    except Exception as error:
        log.warning("delivery %s is in doubt", delivery, exc_info=error, extra={"action": "delivery.held"})
        return _finish(attempt, DeliveryState.HELD, error=f"{type(error).__name__}: {error}")
    return _finish(attempt, DeliveryState.SENT, error=None, sent_at=now)


def _message(session: Session, row: Delivery, letterhead: Letterhead) -> EmailMessage:
    if row.letter is not None:
        letter = session.get_one(Letter, row.letter)
        return render_letter(letter, session.get_one(Account, letter.account), row.message_id, letterhead)
    digest = session.get_one(Digest, row.digest)
    return render_digest(digest, session.get_one(Account, digest.account), row.message_id, letterhead)


def _later(attempt: _Attempt, attempts: int, error: str) -> DeliveryState:
    if attempts > len(BACK_OFF):
        return _finish(attempt, DeliveryState.FAILED, error=error)
    return _finish(attempt, DeliveryState.QUEUED, error=error, due_at=attempt.now + BACK_OFF[attempts - 1])


@retry(
    retry=retry_if_exception_type(OperationalError), stop=stop_after_attempt(4), wait=wait_random(0, 2), reraise=True
)
def _finish(attempt: _Attempt, state: DeliveryState, *, error: str | None, **values: object) -> DeliveryState:
    """Ends an attempt and keeps what came of it."""
    mine = (col(Delivery.id) == attempt.delivery, col(Delivery.state) == DeliveryState.CLAIMED)
    end = {"state": state, "claimed_until": None, "error": error, **values}
    with writing(attempt.engine) as session:
        session.execute(update(Delivery).where(*mine).values(end))
        session.add(DeliveryAttempt(delivery=attempt.delivery, at=attempt.now, state=state, said=error))
        if state == DeliveryState.SENT:
            count_sent(session)
            forget_confidential(session, attempt.delivery)
    return state
