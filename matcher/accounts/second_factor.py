"""The second factor of an account: set up, given at sign-in, renewed, removed. No code is taken twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.accounts.codes import (
    address_for_app,
    new_factor_secret,
    new_recovery_codes,
    picture_for_app,
    recovery_digest,
    step_of,
)
from matcher.accounts.keys import Keyring
from matcher.accounts.limits import SECOND_FACTOR, clear, count
from matcher.accounts.sessions import Visitor, open_session
from matcher.accounts.signing_in import Admitted, Entrance, Next, holder, needs_factor, tell
from matcher.audit import record
from matcher.errors import ConflictError, UnauthenticatedError
from matcher.letters.writing import write_letter
from models.account import Account
from models.account_session import AccountSession, revoke_sessions
from models.database import reading, writing
from models.second_factor import (
    RecoveryCode,
    SecondFactor,
    codes_left,
    confirmed_factor,
    forget_codes,
    take_step,
    use_recovery_code,
)

PURPOSE = "second factor"


@dataclass(frozen=True)
class FactorState:
    """How it stands with somebody's second factor."""

    set_up: bool
    needed: bool
    recovery_codes_left: int


@dataclass(frozen=True)
class NewFactor:
    """A secret for an app, also as the address and the picture that apps read. Told this once."""

    secret: str
    address: str
    picture: str


@dataclass(frozen=True)
class Proven:
    """A factor that works: its recovery codes, told this once, and the session that goes on."""

    recovery_codes: list[str]
    admitted: Admitted


def factor_state(entrance: Entrance, secret: str | None, *, now: datetime) -> FactorState:
    """How it stands for the owner of a session, also of one that waits for the factor."""
    with reading(entrance.engine) as session:
        account = session.get_one(Account, holder(session, secret, now=now).account)
        has = confirmed_factor(session, account.email) is not None
        return FactorState(has, needs_factor(entrance, account), codes_left(session, account.email))


def begin_set_up(entrance: Entrance, secret: str | None, *, now: datetime) -> NewFactor:
    """A new secret for the owner of a session; it counts once a first code proves it. Raises ConflictError."""
    with writing(entrance.engine) as session:
        account = holder(session, secret, now=now).account
        if confirmed_factor(session, account) is not None:
            raise ConflictError("your account has a second factor; remove it before you set up another")
        shared = new_factor_secret()
        row = session.get(SecondFactor, account) or SecondFactor(account=account, secret="", created_at=now)
        row.secret, row.created_at = entrance.keys.seal(PURPOSE, shared, now=now), now
        session.add(row)
    address = address_for_app(shared, account)
    return NewFactor(shared, address, picture_for_app(address))


def finish_set_up(entrance: Entrance, visitor: Visitor, *, secret: str | None, code: str, now: datetime) -> Proven:
    """Makes the factor count by its first code; other sessions end. Raises UnauthenticatedError, ConflictError."""
    account = _count_code(entrance, secret, now)
    with writing(entrance.engine) as session:
        row = holder(session, secret, now=now)
        factor = session.get(SecondFactor, account)
        if factor is None or factor.confirmed_at is not None:
            raise ConflictError("begin the set-up of the second factor first")
        if not _is_of_app(session, entrance.keys, factor, code, now):
            raise _wrong()
        factor.confirmed_at = now
        session.add(factor)
        codes = _fresh_codes(session, account)
        clear(session, SECOND_FACTOR, account)
        revoke_sessions(session, account, now=now)
        record(session, "account.second-factor-set-up", ("account", account), now=now, actor=account, change={})
        return Proven(codes, _go_on(session, row, visitor, now=now))


def give_code(entrance: Entrance, visitor: Visitor, *, secret: str | None, code: str, now: datetime) -> Admitted:
    """Completes a sign-in by a code of the app, or by a recovery code. Raises UnauthenticatedError, ConflictError."""
    account = _count_code(entrance, secret, now)
    with writing(entrance.engine) as session:
        row = holder(session, secret, now=now)
        if not row.awaits_second_factor:
            raise ConflictError("you are signed in; no code is needed")
        demand_code(session, entrance.keys, account, code, now=now)
        tell(session, session.get_one(Account, account), now=now)
        return _go_on(session, row, visitor, now=now)


def renew_recovery_codes(entrance: Entrance, email: str, *, code: str, now: datetime) -> list[str]:
    """New recovery codes in the place of the old, for a code of the app or an old one. Raises UnauthenticatedError."""
    with writing(entrance.engine) as session:
        count(session, SECOND_FACTOR, email, now=now)
    with writing(entrance.engine) as session:
        demand_code(session, entrance.keys, email, code, now=now)
        record(session, "account.recovery-codes", ("account", email), now=now, actor=email, change={})
        return _fresh_codes(session, email)


def remove_own_factor(entrance: Entrance, email: str, *, code: str, now: datetime) -> None:
    """Removes one's factor for a code of it. Raises ConflictError where the role needs one; UnauthenticatedError."""
    with writing(entrance.engine) as session:
        count(session, SECOND_FACTOR, email, now=now)
    with writing(entrance.engine) as session:
        account = session.get_one(Account, email)
        if needs_factor(entrance, account):
            raise ConflictError("an account of role {role} needs its second factor", role=Message(account.role))
        demand_code(session, entrance.keys, email, code, now=now)
        drop_factor(session, account, now=now, actor=email)


def drop_factor(session: Session, account: Account, *, now: datetime, actor: str) -> None:
    """Removes a factor with its recovery codes, and tells the owner."""
    factor = session.get(SecondFactor, account.email)
    if factor is None:
        raise ConflictError("this account has no second factor")
    session.delete(factor)
    forget_codes(session, account.email)
    record(session, "account.second-factor-removed", ("account", account.email), now=now, actor=actor, change={})
    write_letter(session, account.email, "second-factor-removed", {"at": now.isoformat()}, now=now)


def demand_code(session: Session, keys: Keyring, account: str, code: str, *, now: datetime) -> None:
    """Takes a code of the app or a recovery code. Raises UnauthenticatedError where it is wrong or was taken before."""
    factor = confirmed_factor(session, account)
    if factor is None:
        raise ConflictError("your account has no second factor")
    digest = recovery_digest(account, code)
    if not (_is_of_app(session, keys, factor, code, now) or use_recovery_code(session, account, digest, now=now)):
        raise _wrong()
    clear(session, SECOND_FACTOR, account)


def _is_of_app(session: Session, keys: Keyring, factor: SecondFactor, code: str, now: datetime) -> bool:
    step = step_of(code, keys.open(PURPOSE, factor.secret), now=now)
    return step is not None and take_step(session, factor.account, step)


def _count_code(entrance: Entrance, secret: str | None, now: datetime) -> str:
    """Counts an attempt, in a transaction of its own so that a wrong one stays counted; answers the account."""
    with writing(entrance.engine) as session:
        account = holder(session, secret, now=now).account
        count(session, SECOND_FACTOR, account, now=now)
        return account


def _fresh_codes(session: Session, account: str) -> list[str]:
    forget_codes(session, account)
    codes = new_recovery_codes()
    session.add_all([RecoveryCode(digest=recovery_digest(account, code), account=account) for code in codes])
    return codes


def _go_on(session: Session, row: AccountSession, visitor: Visitor, *, now: datetime) -> Admitted:
    """A session under a new secret, in the place of the one that had no second factor."""
    row.revoked_at = now
    session.add(row)
    opened = open_session(session, session.get_one(Account, row.account), visitor, now=now, second_factor=True)
    return Admitted(opened.secret, row.account, Next.NOTHING, opened.row.expires_at)


def _wrong() -> UnauthenticatedError:
    return UnauthenticatedError("this code is wrong, too old, or was used before")
