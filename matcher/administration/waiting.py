"""What waits for an administrator, counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select

from matcher.accounts.standing import Standing, conditions_of
from matcher.organizations.pairs import likely_pairs
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.account import Account
from models.delivery import Delivery, DeliveryState
from models.hold import Hold
from models.offer import Offer
from models.post import PostState
from models.request import Request
from models.weight_table import WeightTable, WeightTableState

LATE = timedelta(hours=1)
"""How long after its moment a mail that has not left is late."""
RECENT = timedelta(days=30)
"""How far back refused mails are counted."""
UNANSWERED = timedelta(days=14)
"""After how long an invitation that nobody accepted is worth another look."""


@dataclass(frozen=True)
class Waiting:
    """How much of each kind waits; `objections` are posts that a focal point may still object to."""

    doubtful: int
    refused: int
    late: int
    held: list[str]
    bounced: int
    unanswered: int
    unsecured: int
    objections: int
    proposals: int
    pairs: int

    @property
    def nothing(self) -> bool:
        """Whether nothing waits."""
        return not any(vars(self).values())


def waiting(session: Session, actor: Actor, *, now: datetime) -> Waiting:
    """What waits, for administrators."""
    demand(actor, ServiceAction.SEE_ADMINISTRATION)
    invited = *conditions_of(Standing.INVITED), col(Account.invited_at) < now - UNANSWERED
    return Waiting(
        doubtful=_count(session, Delivery, Delivery.state == DeliveryState.HELD),
        refused=_count(session, Delivery, Delivery.state == DeliveryState.FAILED, col(Delivery.due_at) > now - RECENT),
        late=_count(session, Delivery, Delivery.state == DeliveryState.QUEUED, col(Delivery.due_at) < now - LATE),
        held=list(session.exec(select(Hold.name).order_by(col(Hold.name)))),
        bounced=_count(session, Account, *conditions_of(Standing.MAIL_STOPPED)),
        unanswered=_count(session, Account, *invited),
        unsecured=_count(session, Account, *conditions_of(Standing.UNSECURED)),
        objections=sum(_count(session, table, table.state == PostState.SUBMITTED) for table in (Request, Offer)),
        proposals=_count(session, WeightTable, WeightTable.state == WeightTableState.PROPOSED),
        pairs=len(likely_pairs(session, actor)),
    )


def _count(session: Session, table: type[SQLModel], *conditions: Any) -> int:  # noqa: ANN401
    return int(session.exec(select(func.count()).select_from(table).where(*conditions)).one())
