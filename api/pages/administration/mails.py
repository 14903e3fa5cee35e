"""The administrator's page of digests and deliveries: what went out, what did not and why, and what to do about it."""

from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Path, Query, Response
from sqlmodel import Field, Session

from api.dependencies import CurrentSettings, ReadSession, WriteSession
from api.pages.administration.frame import router_at
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.cursors import LARGEST_KEY
from matcher.digests.reporting import DigestFilter, DigestListed, digests
from matcher.digests.schedule import Schedule, pause, resume, schedule
from matcher.digests.showing import send_test
from matcher.mail import settling_held
from matcher.mail.holding import Watermark
from matcher.mail.overview import DeliveryFilter, DeliveryListed, deliveries
from models.base import Schema
from models.delivery import DeliveryState
from models.hold import Held

HERE = "/administration/digests"
PAGE = "administration/digests.html"
SHOWN = 50

router = router_at("/digests")
DeliveryKey = Annotated[int, Path(ge=1, le=LARGEST_KEY)]
Week = Annotated[str | None, Query(max_length=8, pattern=r"^(\d{4}-W\d{2})?$")]


class Pausing(Schema):
    """Why digests are held back."""

    reason: str = Field(min_length=3, max_length=300)


class Testing(Schema):
    """Whose digest to send to oneself."""

    account: str = Field(min_length=3, max_length=254)


@dataclass(frozen=True)
class DigestsPage:
    """The schedule, the mails that wait for a person, and the digests; `next` is the cursor of the following ones."""

    schedule: Schedule
    doubtful: list[DeliveryListed]
    refused: list[DeliveryListed]
    digests: list[DigestListed]
    next: str | None
    week: str = ""
    pausing: Form = field(default_factory=Form)
    testing: Form = field(default_factory=Form)
    tested: bool = False


@router.get("")
def show(
    visit: CurrentVisit, session: ReadSession, week: Week = None, after: str | None = None, tested: bool = False
) -> Response:
    """Everything about the digests at a glance."""
    return visit.page(PAGE, replace(_page(session, visit, week or "", after), tested=tested))


@router.post("/pause")
def hold_back(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Holds digests back until somebody lets them go."""

    def act(wish: Pausing) -> Response:
        pause(session, visit.actor, reason=wish.reason, now=visit.now)
        return visit.on_to(HERE)

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), pausing=form), status)

    return tried(Pausing, typed, visit.language, act=act, again=again)


@router.post("/resume/{what}")
def let_go(visit: CurrentVisit, session: WriteSession, settings: CurrentSettings, what: Held) -> Response:
    """Lets digests, or all mail after a restore, go out again."""
    resume(session, visit.actor, what, Watermark(settings.mails_sent), now=visit.now)
    return visit.on_to(HERE)


@router.post("/test")
def test(visit: CurrentVisit, session: WriteSession, settings: CurrentSettings, typed: Typed) -> Response:
    """Mails an account's digest as of now to whoever asks."""

    def act(wish: Testing) -> Response:
        send_test(session, visit.actor, settings.letterhead, account=wish.account, now=visit.now)
        return visit.on_to(HERE, tested="1")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), testing=form), status)

    return tried(Testing, typed, visit.language, act=act, again=again)


@router.post("/deliveries/{mail_id}/resend")
def resend(visit: CurrentVisit, session: WriteSession, mail_id: DeliveryKey) -> Response:
    """Sends a mail in doubt again."""
    settling_held.resend(session, visit.actor, mail_id, visit.now)
    return visit.on_to(HERE)


@router.post("/deliveries/{mail_id}/arrived")
def arrived(visit: CurrentVisit, session: WriteSession, mail_id: DeliveryKey) -> Response:
    """Takes a mail in doubt for sent."""
    settling_held.mark_arrived(session, visit.actor, mail_id, visit.now)
    return visit.on_to(HERE)


def _page(session: Session, visit: Visit, week: str = "", after: str | None = None) -> DigestsPage:
    held, failed = DeliveryFilter(state=DeliveryState.HELD), DeliveryFilter(state=DeliveryState.FAILED)
    rows, following = digests(session, visit.actor, DigestFilter(week=week or None), after=after, limit=SHOWN)
    return DigestsPage(
        schedule=schedule(session, visit.actor, now=visit.now),
        doubtful=deliveries(session, visit.actor, held, limit=SHOWN)[0],
        refused=deliveries(session, visit.actor, failed, limit=SHOWN)[0],
        digests=rows,
        next=following,
        week=week,
    )
