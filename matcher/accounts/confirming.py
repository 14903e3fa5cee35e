"""Confirms that an address belongs to its account: by a link that was mailed there."""

from datetime import datetime

from sqlmodel import Session

from matcher.accounts.limits import CONFIRMATION, count
from matcher.accounts.links import follow_link, new_link
from matcher.audit import record
from matcher.errors import ConflictError
from matcher.letters.writing import write_letter
from matcher.policy import Actor, demand
from matcher.policy.accounts import AccountAction
from models.account import Account
from models.one_time_link import Purpose


def ask_confirmation(session: Session, actor: Actor, *, now: datetime) -> None:
    """Mails somebody a link to confirm the own address. Raises ConflictError where it is confirmed
    and mail reaches it, TooManyError."""
    demand(actor, AccountAction.SECURE)
    account = session.get_one(Account, actor.email)
    if account.confirmed_at is not None and account.mail_stopped is None:
        raise ConflictError("your address is confirmed already")
    count(session, CONFIRMATION, account.email, now=now)
    content = {"token": new_link(session, account, Purpose.CONFIRMATION, now=now)}
    thing = ("account", account.email)
    record(session, "account.confirmation-asked", thing, now=now, actor=actor.name_in_trail, change={})
    write_letter(session, account.email, "confirmation", content, now=now, confidential=True)


def confirm(session: Session, token: str, *, now: datetime) -> str:
    """Confirms the address of a link's reader; answers the address. Raises DeadLinkError."""
    account = follow_link(session, token, Purpose.CONFIRMATION, now=now)
    if account.confirmed_at is None:
        account.confirmed_at = now
        session.add(account)
        session.flush()
        record(session, "account.confirm", ("account", account.email), now=now, actor=account.email, change={})
    return account.email
