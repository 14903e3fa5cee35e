"""Personal tokens: issued once, kept as a hash, good until they expire or are revoked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from matcher.accounts.actors import actor_of
from matcher.accounts.secrets import digest_of, new_secret
from matcher.errors import UnauthenticatedError
from matcher.policy.actor import Actor
from models.account import Account
from models.api_token import ApiToken, Scope
from models.base import new_identifier

PREFIX = "sursur_"
"""How every token begins, so that one that leaked is recognised."""
LIFE = timedelta(days=90)


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


def actor_of_token(session: Session, secret: str, *, now: datetime) -> Actor:
    """Who a token speaks for. Raises UnauthenticatedError where it does not hold or its account is disabled."""
    token = session.exec(select(ApiToken).where(ApiToken.digest == digest_of(secret))).first()
    account = session.get(Account, token.account) if token else None
    if token is None or account is None or not account.active or token.revoked_at or token.expires_at <= now:
        raise UnauthenticatedError("this token is unknown, expired or revoked; issue a new one")
    return actor_of(session, account, scopes=token.scopes, second_factor=True)
