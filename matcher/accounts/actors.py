"""From an account to the actor that the policy asks about."""

from collections.abc import Collection

from sqlmodel import Session

from matcher.policy.actor import Actor, covered_countries
from models.account import Account, Role
from models.organization import Organization


def actor_of(
    session: Session, account: Account, *, scopes: Collection[str] | None = None, second_factor: bool = False
) -> Actor:
    """The actor of an account; `scopes` where a token speaks for it."""
    organization = session.get(Organization, account.organization) if account.organization else None
    return Actor(
        email=account.email,
        name=account.name,
        role=Role(account.role),
        organization=account.organization,
        country=organization.country if organization else None,
        territorial=organization is not None and organization.is_territorial,
        covers=covered_countries(account.covers),
        scopes=None if scopes is None else frozenset(scopes),
        language=account.language,
        second_factor=second_factor,
    )
