"""How people come in: invitations, and links that confirm an address."""

from fastapi import APIRouter
from pydantic import BaseModel, SecretStr
from sqlmodel import Field

from api.dependencies import CurrentActor, CurrentSettings, Now, WriteSession
from api.problem_details import documented
from api.transactions import TransactedRoute
from matcher.accounts import confirming, inviting
from models.account import InvitationAcceptance, InvitationCreate
from models.base import Schema

router = APIRouter(tags=["sign-in"])
transacted = APIRouter(route_class=TransactedRoute)


class LinkToken(Schema):
    """The token at the end of a mailed link."""

    model_config = {"json_schema_extra": {"examples": [{"token": "the end of the mailed link"}]}}

    token: SecretStr = Field(max_length=100)


class AddressOut(BaseModel):
    """An address."""

    email: str


@transacted.post("/invitations", status_code=202)
def invite(wish: InvitationCreate, session: WriteSession, actor: CurrentActor, now: Now) -> AddressOut:
    """Mails an invitation, unless the address has an account already.

    Administrators invite anybody; offices of agencies and providers invite colleagues of their own organization.
    """
    inviting.invite(session, actor, wish, now=now)
    return AddressOut(email=wish.email)


@router.post("/invitations/acceptance", responses=documented(410, 503))
def accept(acceptance: InvitationAcceptance, settings: CurrentSettings, now: Now) -> AddressOut:
    """Accepts an invitation by the token of its link, and chooses a password. Signing in comes next."""
    return AddressOut(email=inviting.accept_invitation(settings.engine, acceptance, now=now))


@transacted.post("/account/confirmation", status_code=202)
def ask_confirmation(session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Mails the caller a link that confirms the own address."""
    confirming.ask_confirmation(session, actor, now=now)


@transacted.post("/confirmations", responses=documented(410))
def confirm(link: LinkToken, session: WriteSession, now: Now) -> AddressOut:
    """Confirms an address by the token of a mailed link."""
    return AddressOut(email=confirming.confirm(session, link.token.get_secret_value(), now=now))


router.include_router(transacted)
