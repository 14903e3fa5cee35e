"""Lets mail to an account through again, where its owner or an administrator says that the address is good."""

from datetime import datetime

from sqlmodel import Session

from matcher.accounts.administering import one_account, own_account
from matcher.mail.stopping import let_through
from matcher.policy import Actor, demand
from matcher.policy.accounts import AccountAction


def resume_own_mail(session: Session, actor: Actor, *, now: datetime) -> None:
    """Mail to the own address goes out again; where it was not stopped, nothing changes."""
    account = own_account(session, actor)
    demand(actor, AccountAction.EDIT_OWN, account)
    let_through(session, account, now=now, by=actor.name_in_trail)


def resume_mail_of(session: Session, actor: Actor, email: str, *, now: datetime) -> None:
    """The same for any account, by an administrator. Raises NotFoundError."""
    account = one_account(session, actor, email)
    demand(actor, AccountAction.EDIT, account)
    let_through(session, account, now=now, by=actor.name_in_trail)
