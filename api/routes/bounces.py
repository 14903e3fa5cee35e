"""Mails that came back, and mail to addresses that is let through again."""

from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Body, Depends
from fastapi import Request as HttpRequest
from pydantic import BaseModel, Field

from api.callers import caller
from api.dependencies import CurrentActor, CurrentSettings, Now, ReadSession, WriteSession
from api.transactions import TransactedRoute
from matcher.accounts.mail_stops import resume_mail_of, resume_own_mail
from matcher.errors import ConflictError
from matcher.mail.bouncing import ReturnedMail, Taken, take_bounce
from matcher.mail.stopping import BOUNCES
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction

router = APIRouter(tags=["account"], route_class=TransactedRoute)


class BounceAnswer(BaseModel):
    """What came of it: mail to the account is now `stopped`, the failure is `counted`, was `known`, or is `ignored`
    because it is no report of a failure of a mail of ours."""

    taken: Taken = Field(examples=["counted"])


def _reporter(request: HttpRequest, session: ReadSession, settings: CurrentSettings, now: Now) -> Actor:
    """The mail server by its token, else who asks."""
    secret = settings.bounce_token.get_secret_value()
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if secret and scheme.lower() == "bearer" and compare_digest(given.strip().encode(), secret.encode()):
        return Actor(name=BOUNCES, trusted=True)
    return caller(request, session, now=now)


@router.post("/bounces", summary="Report a mail that came back")
def report(
    content: Annotated[bytes, Body(media_type="message/rfc822")],
    session: WriteSession,
    actor: Annotated[Actor, Depends(_reporter)],
    settings: CurrentSettings,
    now: Now,
) -> BounceAnswer:
    """Takes the mail as it came in, for a mail server with `SURSUR_BOUNCE_TOKEN` and for administrators.

    Which mail it speaks of is told by the return address that it was sent to; without that it is ignored.
    """
    demand(actor, ServiceAction.REPORT_BOUNCE)
    if settings.bounce_address is None:
        raise ConflictError("no address for mails that come back is set (SURSUR_BOUNCE_ADDRESS)")
    return BounceAnswer(taken=take_bounce(session, ReturnedMail(content), settings.bounce_address, now=now))


@router.delete("/account/mail-stop", status_code=204)
def resume_own(session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Lets mail to your address through again, after it was stopped because mail came back from there."""
    resume_own_mail(session, actor, now=now)


@router.delete("/accounts/{email}/mail-stop", status_code=204)
def resume(email: str, session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Lets mail to an account through again, for administrators."""
    resume_mail_of(session, actor, email, now=now)
