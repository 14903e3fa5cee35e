"""New passwords: by the old one, or by a link that was mailed. A new password ends the other sessions."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.accounts.limits import PASSWORD_CHECK, RESET_ADDRESS, RESET_CLIENT, clear, count
from matcher.accounts.links import follow_link, new_link, reader_of
from matcher.accounts.password_rule import check_password, refined
from matcher.accounts.passwords import hash_password, is_password
from matcher.accounts.secrets import digest_of
from matcher.accounts.sessions import Visitor
from matcher.audit import record
from matcher.errors import ConflictError, ForbiddenError
from matcher.letters.writing import write_letter
from models.account import Account, account_at, normal_address
from models.account_session import revoke_sessions
from models.database import reading, writing
from models.one_time_link import Purpose, end_links


def change_password(engine: Engine, email: str, *, old: str, new: str, current: str | None, now: datetime) -> None:
    """Sets a new password for who knows the old one; all sessions end but the one of the secret `current`.

    Raises ForbiddenError where the old one is wrong, BadInputError where the new one is unfit, TooManyError, BusyError.
    """
    with writing(engine) as session:
        count(session, PASSWORD_CHECK, email, now=now)
    with reading(engine) as session:
        account = session.get_one(Account, email)
        stored, name = account.password_hash, account.name
    if not is_password(refined(old), stored):
        raise ForbiddenError("the present password is not right; where you have none, ask for a link to set one")
    check_password(new, email=email, name=name)
    hashed = hash_password(refined(new))
    with writing(engine) as session:
        account = session.get_one(Account, email, with_for_update=True)
        if account.password_hash != stored:
            raise ConflictError("the password was changed at this moment; sign in again")
        clear(session, PASSWORD_CHECK, email)
        _set(session, account, hashed, now=now, but=current)


def ask_reset(session: Session, visitor: Visitor, email: str, *, now: datetime) -> None:
    """Sends a link for a new password where the address has an account. Nothing tells the asker whether it has.

    Raises TooManyError, alike for known and unknown addresses.
    """
    address = normal_address(email)
    count(session, RESET_ADDRESS, address, now=now)
    count(session, RESET_CLIENT, visitor.network, now=now)
    account = account_at(session, address)
    if account is None or not account.active:
        return
    content = {"token": new_link(session, account, Purpose.PASSWORD_RESET, now=now)}
    write_letter(session, account.email, "password-reset", content, now=now, confidential=True)
    record(session, "account.password-reset-asked", ("account", account.email), now=now, actor="public", change={})


def reset_password(engine: Engine, *, token: str, password: str, now: datetime) -> None:
    """Sets a new password by a mailed link, which also confirms the address; all sessions end.

    Raises DeadLinkError, BadInputError where the password is unfit (the link still holds then), BusyError.
    """
    hashed = hash_for_link(engine, token, Purpose.PASSWORD_RESET, password, now=now)
    with writing(engine) as session:
        account = follow_link(session, token, Purpose.PASSWORD_RESET, now=now)
        account.confirmed_at = account.confirmed_at or now
        _set(session, account, hashed, now=now, but=None)


def hash_for_link(engine: Engine, token: str, purpose: Purpose, password: str, *, now: datetime) -> str:
    """What to store of the password that the reader of a link chose. Raises DeadLinkError, BadInputError, BusyError."""
    with reading(engine) as session:
        account = reader_of(session, token, purpose, now=now)
        check_password(password, email=account.email, name=account.name)
    return hash_password(refined(password))


def _set(session: Session, account: Account, hashed: str, *, now: datetime, but: str | None) -> None:
    account.password_hash = hashed
    session.add(account)
    session.flush()
    revoke_sessions(session, account.email, now=now, but=digest_of(but) if but else None)
    end_links(session, account.email, now=now)
    record(session, "account.password-set", ("account", account.email), now=now, actor=account.email, change={})
    write_letter(session, account.email, "password-changed", {"at": now.isoformat()}, now=now)
