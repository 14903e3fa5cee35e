"""Contact data, which only the parties see of each other, once both main sides take part."""

from sqlmodel import Session, col, select

from matcher.exchanges.dossiers import dossier_for
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction
from models.account import Account, Role
from models.dossier import Dossier
from models.exchange_schemas import Contact


def contacts(session: Session, actor: Actor, key: str) -> list[Contact]:
    """The accounts of the parties, for one of them. Raises ForbiddenError for everybody else."""
    return disclosed(session, dossier_for(session, actor, key, ExchangeAction.CONTACTS))


def disclosed(session: Session, dossier: Dossier) -> list[Contact]:
    """The active accounts of those who take part; none before both main sides do."""
    if not all(one.accepted for one in dossier.main_sides):
        return []
    chosen = select(Account).where(col(Account.organization).in_(dossier.organizations), col(Account.active))
    chosen = chosen.where(col(Account.role).in_([Role.AGENCY, Role.PROVIDER, Role.FOCAL_POINT]))
    return [
        Contact(organization=str(one.organization), name=one.name, email=one.email)
        for one in session.exec(chosen.order_by(col(Account.organization), col(Account.email)))
    ]
