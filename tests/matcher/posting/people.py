"""Actors of the small world."""

from sqlmodel import Session

from matcher.accounts.actors import actor_of
from matcher.policy import Actor
from models.account import Account

AGENCY, COLOMBIA, BRAZIL = "agency.mex@example.org", "agency.col@example.org", "agency.bra@example.org"
MINISTRY, PROVIDER = "conagua@example.org", "provider.bra@example.org"
FOCAL, FOCAL_OF_BRAZIL = "focal@example.org", "focal.bra@example.org"
ANALYST, ADMINISTRATOR = "analyst@example.org", "admin@example.org"


def actor(session: Session, email: str) -> Actor:
    """Who an account is."""
    return actor_of(session, session.get_one(Account, email))
