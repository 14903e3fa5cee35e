"""Accounts: one's own, and those that administrators look after."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, Now, ReadSession, WriteSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Edit
from matcher.accounts import administering
from models.account import Account, AccountFilter, AccountPublic, AccountUpdate, OwnAccountUpdate, Role

router = APIRouter(tags=["account"], route_class=TransactedRoute)
administration = APIRouter(prefix="/accounts", tags=["accounts"], route_class=TransactedRoute)


class AccountQuery(ListQuery):
    """Which accounts to list; `text` stands in the name or the address."""

    role: Role | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    active: bool | None = None
    text: Annotated[str | None, Query(min_length=2, max_length=100)] = None

    def as_filter(self) -> AccountFilter:
        """The same for the query."""
        return AccountFilter(**self.model_dump(exclude={"after", "limit"}))


@router.get("/account")
def own(session: ReadSession, actor: CurrentActor, response: Response) -> AccountPublic:
    """The caller's own account."""
    return _answered(response, administering.own_account(session, actor))


@router.patch("/account")
def change_own(changes: OwnAccountUpdate, edit: Edit) -> AccountPublic:
    """Changes the caller's name, language, time zone, or whether reminders are wanted."""
    row = administering.change_own_account(edit.session, edit.actor, changes, version=edit.version, now=edit.now)
    return _answered(edit.response, row)


@administration.get("")
def accounts(query: Annotated[AccountQuery, Query()], session: ReadSession, actor: CurrentActor) -> Page[AccountPublic]:
    """Accounts by address, for administrators."""
    rows, following = administering.list_accounts(
        session, actor, query.as_filter(), after=query.after, limit=query.limit
    )
    return Page(items=[AccountPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@administration.get("/{email}")
def one(email: str, session: ReadSession, actor: CurrentActor, response: Response) -> AccountPublic:
    """One account, for administrators and its owner."""
    return _answered(response, administering.one_account(session, actor, email))


@administration.patch("/{email}")
def change(email: str, changes: AccountUpdate, edit: Edit) -> AccountPublic:
    """Changes an account, for administrators. Who is disabled or gets another role or organization is signed out."""
    row = administering.change_account(edit.session, edit.actor, email, changes, version=edit.version, now=edit.now)
    return _answered(edit.response, row)


@administration.get("/{email}/history")
def history(email: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """What happened to an account, the oldest first, for administrators."""
    return told(administering.account_history(session, actor, email))


@administration.delete("/{email}/sessions", status_code=204)
def sign_out(email: str, session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Signs somebody out everywhere at once, for administrators."""
    administering.sign_out_everywhere(session, actor, email, now=now)


@administration.delete("/{email}/second-factor", status_code=204)
def reset_second_factor(email: str, session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Removes the second factor of somebody who lost it, and signs him out; for administrators."""
    administering.reset_factor(session, actor, email, now=now)


def _answered(response: Response, row: Account) -> AccountPublic:
    set_etag(response, row)
    return AccountPublic.model_validate(row, from_attributes=True)


router.include_router(administration)
