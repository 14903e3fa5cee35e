"""Passwords: changed by who knows the old one, or set anew by a mailed link."""

from fastapi import APIRouter
from pydantic import SecretStr
from sqlmodel import Field

from api.dependencies import CurrentSettings, CurrentVisitor, Now, SeparateActor, SessionSecret, WriteSession
from api.problem_details import documented
from api.routes.invitations import LinkToken
from api.transactions import TransactedRoute
from matcher.accounts import password_changing
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from models.base import Schema

router = APIRouter(tags=["sign-in"])
transacted = APIRouter(route_class=TransactedRoute)


class PasswordChange(Schema):
    """The present password and the new one."""

    model_config = {
        "json_schema_extra": {"examples": [{"old": "cuatro mulas y un río", "new": "dos ríos y una balsa"}]}
    }

    old: SecretStr = Field(max_length=1000)
    new: SecretStr = Field(max_length=1000)


class ResetWish(Schema):
    """Whose password is forgotten."""

    model_config = {"json_schema_extra": {"examples": [{"email": "eva@example.org"}]}}

    email: str = Field(min_length=3, max_length=254)


class PasswordReset(LinkToken):
    """A new password, by the token of a mailed link."""

    model_config = {
        "json_schema_extra": {"examples": [{"token": "the end of the link", "password": "dos ríos y una balsa"}]}
    }

    password: SecretStr = Field(max_length=1000)


@router.put("/account/password", status_code=204, responses=documented(503))
def change(
    wish: PasswordChange, settings: CurrentSettings, actor: SeparateActor, secret: SessionSecret, now: Now
) -> None:
    """Changes the caller's password; all other sessions end."""
    demand(actor, AccountAction.SECURE)
    old, new = wish.old.get_secret_value(), wish.new.get_secret_value()
    password_changing.change_password(settings.engine, str(actor.email), old=old, new=new, current=secret, now=now)


@transacted.post("/password-resets", status_code=202, responses=documented(429))
def ask_reset(wish: ResetWish, session: WriteSession, visitor: CurrentVisitor, now: Now) -> None:
    """Mails a link for a new password, where the address has an account; the answer is the same where it has none."""
    password_changing.ask_reset(session, visitor, wish.email, now=now)


@router.post("/password-resets/completion", status_code=204, responses=documented(410, 503))
def reset(wish: PasswordReset, settings: CurrentSettings, now: Now) -> None:
    """Sets a new password by the token of the link; all sessions end. Signing in comes next."""
    password = wish.password.get_secret_value()
    password_changing.reset_password(settings.engine, token=wish.token.get_secret_value(), password=password, now=now)


router.include_router(transacted)
