"""Builds the digests of a week: at most one an account, with its outbox row in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlmodel import Session, col, select

from matcher.digests.content import Situation, content_for, read_situation
from matcher.digests.week import monday_of
from matcher.progress import Track, quietly
from models.account import Account, active_accounts
from models.database import insert_unless_known
from models.delivery import Delivery, DeliveryState
from models.digest import Digest, SkipReason


@dataclass(frozen=True)
class Plan:
    """What one account would get."""

    account: Account
    content: dict[str, list[dict[str, object]]]

    @property
    def skipped(self) -> SkipReason | None:
        """Why nothing goes out."""
        return None if self.content else SkipReason.NOTHING_TO_SAY


def plan_week(session: Session, week: str, *, now: datetime) -> list[Plan]:
    """What every account without a digest for the week would get. Raises BadInputError for no ISO week."""
    monday_of(week)
    done = set(session.exec(select(Digest.account).where(col(Digest.week) == week)))
    situation = read_situation(session, now.date())
    waiting = [account for account in active_accounts(session) if account.email not in done]
    return [_plan(session, account, situation, week) for account in waiting]


def _plan(session: Session, account: Account, situation: Situation, week: str) -> Plan:
    before = select(Digest.built_at).where(
        col(Digest.account) == account.email, col(Digest.week) < week, col(Digest.skipped).is_(None)
    )
    since = session.exec(before.order_by(col(Digest.week).desc()).limit(1)).first()
    return Plan(account, content_for(account, situation, since))


def build_week(session: Session, week: str, *, now: datetime, domain: str, track: Track = quietly) -> list[Plan]:
    """Stores the digests of a week that are not stored yet, each with its delivery; answers the new ones.

    Two processes may build the same week at once: the unique key lets one of them win each digest.
    """
    plans = plan_week(session, week, now=now)
    return [plan for plan in track(plans, "Building digests", len(plans)) if _store(session, plan, week, now, domain)]


def _store(session: Session, plan: Plan, week: str, now: datetime, domain: str) -> bool:
    values = {
        "account": plan.account.email,
        "week": week,
        "language": plan.account.language,
        "content": plan.content,
        "skipped": plan.skipped,
        "built_at": now,
    }
    stored = insert_unless_known(session, Digest, values)
    if stored is None:
        return False
    if plan.skipped is None:
        message_id = f"<{week}.{token_hex(8)}@{domain}>"
        session.add(Delivery(digest=stored, message_id=message_id, state=DeliveryState.QUEUED, due_at=now))
    session.flush()
    return True
