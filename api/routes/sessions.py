"""Where somebody is signed in."""

from fastapi import APIRouter

from api.dependencies import CurrentActor, Now, ReadSession, SessionSecret, WriteSession
from api.lists import Page
from api.transactions import TransactedRoute
from matcher.accounts.secrets import digest_of
from matcher.accounts.sessions import end_other_sessions, end_own_session, own_sessions
from models.account_session import AccountSession, AccountSessionPublic

router = APIRouter(prefix="/account/sessions", tags=["account"], route_class=TransactedRoute)


@router.get("")
def sessions(session: ReadSession, actor: CurrentActor, secret: SessionSecret, now: Now) -> Page[AccountSessionPublic]:
    """The caller's sessions, the newest first."""
    current = digest_of(secret) if secret else None
    rows = own_sessions(session, actor, now=now)
    return Page(items=[_public(row, current) for row in rows], next=None)


@router.delete("", status_code=204)
def sign_out_elsewhere(session: WriteSession, actor: CurrentActor, secret: SessionSecret, now: Now) -> None:
    """Ends all of the caller's sessions but the present one."""
    end_other_sessions(session, actor, secret, now=now)


@router.delete("/{session_id}", status_code=204)
def end(session_id: str, session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Ends one of the caller's sessions at once."""
    end_own_session(session, actor, session_id, now=now)


def _public(row: AccountSession, current: str | None) -> AccountSessionPublic:
    return AccountSessionPublic(
        id=row.id,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        second_factor=row.second_factor_at is not None,
        client=row.client,
        current=row.digest == current,
    )
