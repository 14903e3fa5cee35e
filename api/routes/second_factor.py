"""The second factor of the caller. Also for who has given the password alone and must set the factor up now.

These calls work in several transactions, and are not kept for repetitions: their answers hold secrets.
"""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.cookies import keep_session
from api.dependencies import CurrentSettings, CurrentVisitor, Now, SeparateActor, SessionSecret
from api.routes.sign_in import Code
from matcher.accounts import second_factor
from matcher.policy import demand
from matcher.policy.accounts import AccountAction

router = APIRouter(prefix="/account/second-factor", tags=["account"])


class FactorOut(BaseModel):
    """Whether a factor is set up, whether the role needs one, and how many recovery codes are left."""

    set_up: bool
    needed: bool
    recovery_codes_left: int


class NewFactorOut(BaseModel):
    """A secret for an authenticator app, shown this once: as text, as the address and as the picture that apps read."""

    secret: str
    address: str
    picture: str


class RecoveryCodes(BaseModel):
    """Codes that each stand in for the app once; shown this once."""

    recovery_codes: list[str]


@router.get("")
def state(settings: CurrentSettings, secret: SessionSecret, now: Now) -> FactorOut:
    """How it stands with the caller's second factor."""
    found = second_factor.factor_state(settings.entrance, secret, now=now)
    return FactorOut.model_validate(found, from_attributes=True)


@router.post("", status_code=201)
def begin(response: Response, settings: CurrentSettings, secret: SessionSecret, now: Now) -> NewFactorOut:
    """A secret for an app; it counts once its first code is confirmed."""
    found = second_factor.begin_set_up(settings.entrance, secret, now=now)
    response.headers["Cache-Control"] = "no-store"
    return NewFactorOut.model_validate(found, from_attributes=True)


@router.post("/confirmation")
def confirm(
    given: Code,
    response: Response,
    settings: CurrentSettings,
    visitor: CurrentVisitor,
    secret: SessionSecret,
    now: Now,
) -> RecoveryCodes:
    """Makes the factor count, signs the caller in with it, and ends all other sessions."""
    code = given.code.get_secret_value()
    proven = second_factor.finish_set_up(settings.entrance, visitor, secret=secret, code=code, now=now)
    keep_session(response, settings, proven.admitted, now=now)
    return RecoveryCodes(recovery_codes=proven.recovery_codes)


@router.post("/recovery-codes", status_code=201)
def renew(given: Code, response: Response, settings: CurrentSettings, actor: SeparateActor, now: Now) -> RecoveryCodes:
    """New recovery codes in the place of the old, for a code of the app."""
    demand(actor, AccountAction.SECURE)
    code = given.code.get_secret_value()
    codes = second_factor.renew_recovery_codes(settings.entrance, str(actor.email), code=code, now=now)
    response.headers["Cache-Control"] = "no-store"
    return RecoveryCodes(recovery_codes=codes)


@router.post("/removal", status_code=204)
def remove(given: Code, settings: CurrentSettings, actor: SeparateActor, now: Now) -> None:
    """Removes the factor for a code of it, where the role needs none."""
    demand(actor, AccountAction.SECURE)
    second_factor.remove_own_factor(settings.entrance, str(actor.email), code=given.code.get_secret_value(), now=now)
