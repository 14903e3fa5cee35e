"""Personal tokens: issued once, kept as a hash, good until they expire or are revoked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, select

from matcher.accounts.actors import actor_of
from matcher.accounts.secrets import digest_of, new_secret
from matcher.audit import record
from matcher.errors import ConflictError, NotFoundError, UnauthenticatedError
from matcher.holding import hold
from matcher.policy import Actor, demand
from matcher.policy.accounts import AccountAction
from models.account import Account
from models.api_token import ApiToken, ApiTokenCreate, Scope, tokens_of, tokens_that_hold
from models.base import new_identifier

PREFIX = "sursur_"
"""How every token begins, so that one that leaked is recognised."""
LIFE = timedelta(days=90)
MOST = 20
"""Tokens that one account may have at once."""


@dataclass(frozen=True)
class Issued:
    """A new token and its secret, which is shown this once."""

    token: ApiToken
    secret: str


def issue_token(
    session: Session,
    account: str,
    name: str,
    *,
    scopes: Collection[Scope],
    now: datetime,
    life: timedelta = LIFE,
) -> Issued:
    """A new token of an account."""
    secret = new_secret(PREFIX)
    token = ApiToken(
        id=new_identifier("tok"),
        account=account,
        name=name,
        digest=digest_of(secret),
        scopes=sorted(scopes),
        created_at=now,
        expires_at=now + life,
    )
    session.add(token)
    session.flush()
    return Issued(token, secret)


def issue_own_token(session: Session, actor: Actor, wish: ApiTokenCreate, *, now: datetime) -> Issued:
    """A new token of the actor's. Raises ForbiddenError for a token that asks, ConflictError for one too many."""
    demand(actor, AccountAction.SECURE)
    email = str(actor.email)
    hold(session, Account, email)
    if tokens_that_hold(session, email, now=now) >= MOST:
        raise ConflictError("your account has {most} tokens already; revoke one first", most=MOST)
    issued = issue_token(session, email, wish.name, scopes=set(wish.scopes), now=now, life=timedelta(days=wish.days))
    _record(session, actor, issued.token, "account.token-issue", now)
    return issued


def own_tokens(session: Session, actor: Actor) -> list[ApiToken]:
    """The actor's tokens, without their secrets, which nobody knows any more."""
    demand(actor, AccountAction.SECURE)
    return tokens_of(session, str(actor.email))


def revoke_own_token(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    """Ends one of the actor's tokens at once. Raises NotFoundError."""
    found = next((row for row in own_tokens(session, actor) if row.id == key), None)
    if found is None:
        raise NotFoundError("token", key)
    found.revoked_at = now
    session.add(found)
    session.flush()
    _record(session, actor, found, "account.token-revoke", now)


class Standing(NamedTuple):
    """A token that holds, and whose it is."""

    token: ApiToken
    account: Account


def standing_token(session: Session, secret: str, *, now: datetime) -> Standing:
    """The token of a secret. Raises UnauthenticatedError where it does not hold or its account is disabled."""
    chosen = select(ApiToken, Account).join(Account, col(Account.email) == ApiToken.account)
    token, account = session.exec(chosen.where(ApiToken.digest == digest_of(secret))).first() or (None, None)
    if token is None or account is None or not account.active or token.revoked_at or token.expires_at <= now:
        raise UnauthenticatedError("this token is unknown, expired or revoked; issue a new one")
    return Standing(token, account)


def actor_of_token(session: Session, found: Standing) -> Actor:
    """Who a token speaks for."""
    return actor_of(session, found.account, scopes=found.token.scopes, second_factor=True)


def note_used(session: Session, key: str, *, now: datetime) -> None:
    """Writes down the last use of a token, for its owner."""
    session.execute(update(ApiToken).where(col(ApiToken.id) == key).values(last_used_at=now))


def _record(session: Session, actor: Actor, token: ApiToken, action: str, now: datetime) -> None:
    change = {"token": [None, token.id], "scopes": [None, token.scopes]}
    if token.revoked_at is not None:
        change = {"token": [token.id, None]}
    record(session, action, ("account", token.account), now=now, actor=actor.name_in_trail, change=change)
