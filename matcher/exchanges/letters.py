"""Letters to those who take part in an exchange."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session, col, or_, select

from matcher.letters.writing import write_letter
from matcher.policy import Actor
from models.account import Account, Role
from models.dossier import Dossier
from models.organization import Organization

Told = Mapping[str, Any]


class Somebody(Protocol):
    """Whoever letters are written to: an organization, else its country's agency."""

    @property
    def organization(self) -> str | None:
        """The organization, where one is named."""

    @property
    def country(self) -> str | None:
        """Its country."""


def tell(
    session: Session,
    sides: Collection[Somebody],
    kind: str,
    content: Told,
    *,
    now: datetime,
    but: Actor | None = None,
) -> int:
    """Writes to the accounts of some sides, but not to the actor who knows; answers to how many.

    A side whose organization has no account is told through its country's agency.
    """
    return _write(session, _others(session, sides, but), kind, content, now=now)


def remind(
    session: Session,
    sides: Collection[Somebody],
    kind: str,
    content: Told,
    *,
    now: datetime,
    but: Actor | None = None,
) -> int:
    """As `tell`, but only to those who want reminders."""
    return _write(session, [one for one in _others(session, sides, but) if one.reminders], kind, content, now=now)


def _others(session: Session, sides: Collection[Somebody], but: Actor | None) -> list[Account]:
    return [one for one in readers_of(session, sides) if but is None or one.email != but.email]


def _write(session: Session, readers: Collection[Account], kind: str, content: Told, *, now: datetime) -> int:
    for reader in readers:
        write_letter(session, reader.email, kind, content, now=now)
    return len(readers)


def tell_all(session: Session, dossier: Dossier, kind: str, *, now: datetime, but: Actor | None, **more: Any) -> int:  # noqa: ANN401
    """Writes to everybody who takes part."""
    return tell(session, [one for one in dossier.sides if one.accepted], kind, about(dossier) | more, now=now, but=but)


def about(dossier: Dossier) -> dict[str, Any]:
    """What every letter says of its exchange."""
    return {"exchange": dossier.id, "title": dossier.exchange.title}


def readers_of(session: Session, sides: Collection[Somebody]) -> list[Account]:
    """The accounts that speak for some sides, by address."""
    known = _known(session, sides)
    found: dict[str, Account] = {}
    for side in sides:
        own = [account for account, _ in known if side.organization and account.organization == side.organization]
        window = [
            account for account, its in known if _speaks_for_country(account, its) and its.country == side.country
        ]
        found |= {one.email: one for one in own or (window if side.country else [])}
    return [found[email] for email in sorted(found)]


def _speaks_for_country(account: Account, its: Organization) -> bool:
    return account.role == Role.AGENCY and not its.is_territorial


def _known(session: Session, sides: Collection[Somebody]) -> Sequence[tuple[Account, Organization]]:
    organizations = {one.organization for one in sides if one.organization}
    countries = {one.country for one in sides if one.country}
    chosen = (
        select(Account, Organization)
        .join(Organization, col(Organization.id) == Account.organization)
        .where(col(Account.active), Account.role != Role.ANALYST)
        .where(or_(col(Account.organization).in_(organizations), col(Organization.country).in_(countries)))
        .order_by(col(Account.email))
    )
    return session.exec(chosen).all()
