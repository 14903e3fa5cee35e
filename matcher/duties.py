"""What falls due with time alone. The clock calls each duty every minute, in a transaction of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.accounts.forgetting import forget_what_is_over
from matcher.applications.reminding import remind_of_drafts
from matcher.exchanges.asking import ask_whether_met
from matcher.exchanges.reminding import remind_of_evaluations
from matcher.experts.erasing import erase_who_left
from matcher.posting.submitting import publish_after_silence
from matcher.posting.windows import pass_after_silence
from matcher.review.lapsing import lapse_unanswered
from matcher.review.reminding import remind_of_answers, remind_of_choices, remind_of_reviews
from matcher.review.settling import settle_what_is_over
from matcher.webhooks.queueing import queue_tellings
from models.change import fold_marks
from models.database import writing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Duty:
    """One duty: `act` does what is due at a moment and answers how much that was. Doing it twice must do no harm."""

    name: str
    act: Callable[[Session, datetime], int]


def _fold_marks(session: Session, now: datetime) -> int:  # noqa: ARG001
    return fold_marks(session)


DUTIES: tuple[Duty, ...] = (
    Duty("secrets forgotten", forget_what_is_over),
    Duty("experts erased", erase_who_left),
    Duty("posts that their window let pass", pass_after_silence),
    Duty("posts published after silence", publish_after_silence),
    Duty("matches of posts that are over", settle_what_is_over),
    Duty("introductions that lapse", lapse_unanswered),
    Duty("reminders of answers", remind_of_answers),
    Duty("reminders of choices", remind_of_choices),
    Duty("reminders of reviews", remind_of_reviews),
    Duty("webhook events queued", queue_tellings),
    Duty("evaluations asked for", remind_of_evaluations),
    Duty("reminders of drafts", remind_of_drafts),
    Duty("needs asked about", ask_whether_met),
    Duty("marks of change folded", _fold_marks),
)
"""In the order in which they are done: what is over needs no reminder."""


def do_duties(engine: Engine, *, now: datetime) -> dict[str, int]:
    """Does what is due; answers how much, by name. A duty that fails is logged and does not stop the others."""
    done: dict[str, int] = {}
    for duty in DUTIES:
        try:
            with writing(engine) as session:
                done[duty.name] = duty.act(session, now)
        except Exception:
            log.exception("the duty %r failed", duty.name, extra={"action": "duty.failed"})
    return done
