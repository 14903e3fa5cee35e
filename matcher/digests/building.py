"""Builds the digests of a week: at most one an account, with its outbox row in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlmodel import Session, col, delete, select

from matcher.digests.content import ONCE, Item, content_for, read_situation
from matcher.digests.week import monday_of
from matcher.progress import Track, quietly
from models.account import Account, active_accounts
from models.database import insert_new, insert_unless_known
from models.delivery import Delivery, DeliveryState
from models.digest import Digest, SkipReason
from models.shown import Shown, shown_matches


@dataclass(frozen=True)
class Plan:
    """What one account would get."""

    account: Account
    content: dict[str, list[Item]]

    @property
    def matches(self) -> list[int]:
        """The matches that it shows and need not show again; a review queue is shown until it is worked off."""
        return sorted({item["match"] for name in ONCE for item in self.content.get(name, [])})

    @property
    def skipped(self) -> SkipReason | None:
        """Why nothing goes out."""
        return None if self.content else SkipReason.NOTHING_TO_SAY


def plan_week(session: Session, week: str, *, now: datetime) -> list[Plan]:
    """What every account without a digest for the week would get. Raises BadInputError for no ISO week."""
    monday_of(week)
    done = set(session.exec(select(Digest.account).where(col(Digest.week) == week)))
    situation, shown = read_situation(session, now.date()), shown_matches(session)
    waiting = [account for account in active_accounts(session) if account.email not in done]
    return [Plan(one, content_for(one, situation, shown.get(one.email, set()))) for one in waiting]


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
        shown = [{"account": plan.account.email, "match": match, "digest": stored} for match in plan.matches]
        mine = (col(Shown.account) == plan.account.email, col(Shown.match).in_(plan.matches))
        session.exec(delete(Shown).where(*mine))  # what an earlier, refused mail was to show
        insert_new(session, Shown, shown)
    session.flush()
    return True
