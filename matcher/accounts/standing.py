"""How an account stands, as administrators look for accounts."""

from enum import StrEnum
from typing import Any

from sqlmodel import col, select

from matcher.accounts.sessions import GUARDED
from models.account import Account
from models.second_factor import SecondFactor


class Standing(StrEnum):
    """What can be looked for. UNSECURED: its role reads what is confidential, and it has no second factor."""

    IN_USE = "in-use"
    INVITED = "invited"
    MAIL_STOPPED = "mail-stopped"
    UNSECURED = "unsecured"
    DISABLED = "disabled"


def conditions_of(standing: Standing) -> tuple[Any, ...]:
    """The same as conditions of a query."""
    active, waits = col(Account.active), col(Account.invited_at).is_not(None) & col(Account.confirmed_at).is_(None)
    if standing == Standing.DISABLED:
        return (~active,)
    if standing == Standing.INVITED:
        return active, waits
    if standing == Standing.MAIL_STOPPED:
        return active, col(Account.mail_stopped).is_not(None)
    if standing == Standing.UNSECURED:
        has = select(SecondFactor.account).where(col(SecondFactor.confirmed_at).is_not(None))
        return active, ~waits, col(Account.role).in_(GUARDED), col(Account.email).not_in(has)
    return active, ~waits
