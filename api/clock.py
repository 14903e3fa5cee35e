"""The alarm clock: APScheduler calls `tick` every minute; what is due is decided by the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from api.settings import Settings
from matcher.clock import Clock, tick
from matcher.posting.file_store import FileStore

log = logging.getLogger(__name__)


def _set(scheduler: BaseScheduler, settings: Settings) -> None:
    clock = Clock(
        settings.outbox_to(),
        domain=settings.mail_domain,
        holder=uuid4().hex,
        encoder=settings.loaded_encoder,
        workforce=settings.workforce(),
        courier=settings.courier,
        files=FileStore(settings.files),
    )

    def alarm() -> None:
        done = tick(clock, now=datetime.now(UTC))
        if done:
            log.info("the clock did its work: %s", done, extra={"action": "clock.tick"})

    scheduler.add_job(alarm, "interval", minutes=1, coalesce=True, max_instances=1, misfire_grace_time=None)


@contextmanager
def clock_running(settings: Settings) -> Iterator[None]:
    """The clock beside the web service."""
    scheduler = BackgroundScheduler(timezone=UTC)
    _set(scheduler, settings)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown()


def run_clock(settings: Settings) -> None:
    """The clock alone, until it is interrupted."""
    scheduler = BlockingScheduler(timezone=UTC)
    _set(scheduler, settings)
    scheduler.start()
