"""When digests go out next, and how an administrator holds them back and lets them go."""

from fastapi import APIRouter
from pydantic import Field

from api.dependencies import CurrentActor, CurrentSettings, Now, ReadSession, WriteSession
from api.transactions import TransactedRoute
from matcher.digests.schedule import Schedule, pause, resume, schedule
from matcher.mail.holding import Watermark
from models.base import Schema
from models.hold import Held

router = APIRouter(prefix="/digest-schedule", tags=["digests"], route_class=TransactedRoute)


class Pausing(Schema):
    """Why digests are held back, for those who ask."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "the wording is under review"}]}}

    reason: str = Field(min_length=3, max_length=300)


class Resuming(Schema):
    """What is let go: the digests that were paused, or all mail that is held after a restore from a backup."""

    model_config = {"json_schema_extra": {"examples": [{"what": "digests"}]}}

    what: Held = Held.DIGESTS


@router.get("")
def read(session: ReadSession, actor: CurrentActor, now: Now) -> Schedule:
    """What is held and why, and the next mornings at which digests are built, each with its number of readers."""
    return schedule(session, actor, now=now)


@router.post("/pause")
def hold_back(body: Pausing, session: WriteSession, actor: CurrentActor, now: Now) -> Schedule:
    """Builds and sends no digest until somebody resumes them; other mail goes out."""
    return pause(session, actor, reason=body.reason, now=now)


@router.post("/resume")
def let_go(body: Resuming, session: WriteSession, actor: CurrentActor, settings: CurrentSettings, now: Now) -> Schedule:
    """Lets digests, or mail held after a restore, go out again; of missed weeks each reader gets the newest."""
    return resume(session, actor, body.what, Watermark(settings.mails_sent), now=now)
