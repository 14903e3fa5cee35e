"""What falls due with time alone. The clock calls each duty every minute, in a transaction of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.database import writing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Duty:
    """One duty: `act` does what is due at a moment and answers how much that was. Doing it twice must do no harm."""

    name: str
    act: Callable[[Session, datetime], int]


DUTIES: tuple[Duty, ...] = ()


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
