"""The windows of countries: the accounts of their cooperation agencies, and what they do about territories."""

from typing import Any

from sqlmodel import Session, col, select

from models.account import Account, Role
from models.offer import Offer
from models.organization import Organization, OrganizationKind
from models.request import Request
from models.window_rule import USUAL_PART, WindowPart, WindowRule


def is_window() -> tuple[Any, ...]:
    """The condition that an account, joined with its organization, is the window of a country."""
    return col(Account.role) == Role.AGENCY, col(Organization.kind) != OrganizationKind.SUBNATIONAL_GOVERNMENT


def windows_of(session: Session, country: str) -> list[Account]:
    """The accounts in use that are the window of a country, by address."""
    chosen = select(Account).join(Organization, col(Organization.id) == Account.organization)
    chosen = chosen.where(col(Account.active), *is_window(), Organization.country == country)
    return [one for one in session.exec(chosen.order_by(col(Account.email))) if not one.waits]


def part_of_window(session: Session, country: str) -> WindowPart:
    """What the window of a country does before a post of a territory is published."""
    row = session.get(WindowRule, country)
    return WindowPart(row.part) if row else USUAL_PART


def asks_first(session: Session, organization: Organization, post: Request | Offer) -> bool:
    """Whether a post waits for the window: a territory wrote it itself, its country wants to be asked, and there is
    somebody to ask."""
    country = organization.country
    if not organization.is_territorial or post.posted_by is not None or country is None:
        return False
    return part_of_window(session, country) == WindowPart.ASKED and bool(windows_of(session, country))
