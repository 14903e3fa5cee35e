"""Personal tokens for programs. The call that makes one is not kept for repetitions: its answer holds a secret."""

from typing import Any

from fastapi import APIRouter, Response

from api.dependencies import CurrentActor, CurrentSettings, Now, ReadSession, SeparateActor, WriteSession
from api.lists import Page
from api.transactions import TransactedRoute
from matcher.accounts.tokens import issue_own_token, own_tokens, revoke_own_token
from models.api_token import ApiToken, ApiTokenCreate, ApiTokenPublic
from models.database import writing

router = APIRouter(prefix="/account/tokens", tags=["account"])
transacted = APIRouter(route_class=TransactedRoute)


class NewApiToken(ApiTokenPublic):
    """A new token with its secret, which is shown this once."""

    secret: str


@router.get("")
def tokens(session: ReadSession, actor: CurrentActor) -> Page[ApiTokenPublic]:
    """The caller's tokens, the newest first."""
    rows = own_tokens(session, actor)
    return Page(items=[ApiTokenPublic.model_validate(row, from_attributes=True) for row in rows], next=None)


@router.post("", status_code=201)
def issue(
    wish: ApiTokenCreate, response: Response, settings: CurrentSettings, actor: SeparateActor, now: Now
) -> NewApiToken:
    """A new token, to be sent as `Authorization: Bearer SECRET`; only for who is signed in, not for a token."""
    with writing(settings.engine) as session:
        issued = issue_own_token(session, actor, wish, now=now)
    response.headers["Cache-Control"] = "no-store"
    return NewApiToken(**_fields(issued.token), secret=issued.secret)


@transacted.delete("/{token_id}", status_code=204)
def revoke(token_id: str, session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Ends a token at once."""
    revoke_own_token(session, actor, token_id, now=now)


def _fields(row: ApiToken) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ApiTokenPublic.model_fields}


router.include_router(transacted)
