"""Builds the digests of a week: at most one an account, with its outbox row in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex, token_urlsafe

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from matcher.digests.concerning import concerning
from matcher.digests.reading import Named, read_situation
from matcher.digests.sections import ONCE, Content, content_for
from matcher.digests.sections.reader import reader_of
from matcher.digests.week import local_week, monday_of, newest_due
from matcher.progress import Track, quietly
from models.account import Account, digest_readers
from models.database import insert_new, insert_unless_known
from models.delivery import Delivery, DeliveryState
from models.digest import Digest, SkipReason
from models.shown import Shown, shown_matches


@dataclass(frozen=True)
class Plan:
    """What one account would get."""

    account: Account
    content: Content

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
    return _plan(session, [one for one in digest_readers(session) if one.email not in done], now=now)


def _plan(session: Session, accounts: Sequence[Account], *, now: datetime) -> list[Plan]:
    if not accounts:
        return []
    situation, shown = read_situation(session, now=now), shown_matches(session)
    return [Plan(one, content_for(one, situation, shown.get(one.email, set()))) for one in accounts]


def preview(session: Session, account: Account, *, now: datetime) -> Plan:
    """What an account's digest would say now, whatever it was mailed before; read for this account alone."""
    own = {account.organization} if account.organization else set[str]()
    bare = read_situation(session, now=now, only=Named(organizations=own))
    reader = reader_of(account, bare, language=account.language, shown=frozenset())
    situation = read_situation(session, now=now, only=concerning(session, reader, bare))
    return Plan(account, content_for(account, situation, set()))


def build_week(session: Session, week: str, *, now: datetime, domain: str, track: Track = quietly) -> list[Plan]:
    """Stores the digests of a week that are not stored yet, each with its delivery; answers the new ones.

    Two processes may build the same week at once: the unique key lets one of them win each digest.
    """
    plans = plan_week(session, week, now=now)
    return [plan for plan in track(plans, "Building digests", len(plans)) if _store(session, plan, week, now, domain)]


def build_due(session: Session, *, now: datetime, domain: str) -> int:
    """Stores the digests that are due by each reader's own morning; answers how many.

    Of missed weeks only the newest is made up for. A reader without any digest yet begins with the present week.
    """
    first = dict(session.exec(select(Digest.account, func.min(Digest.week)).group_by(col(Digest.account))).all())
    everybody, due = digest_readers(session), dict[str, str]()
    for one in everybody:
        week = newest_due(now, one.time_zone, one.digest_weekday)
        if week >= first.get(one.email, local_week(now, one.time_zone)):
            due[one.email] = week
    done = set(session.exec(select(Digest.account, Digest.week).where(col(Digest.week).in_(set(due.values())))).all())
    waiting = [one for one in everybody if one.email in due and (one.email, due[one.email]) not in done]
    plans = _plan(session, waiting, now=now)
    return sum(_store(session, plan, due[plan.account.email], now, domain) for plan in plans)


def _store(session: Session, plan: Plan, week: str, now: datetime, domain: str) -> bool:
    values = {
        "account": plan.account.email,
        "week": week,
        "language": plan.account.language,
        "content": plan.content,
        "skipped": plan.skipped,
        "built_at": now,
        "unsubscribe": token_urlsafe(24),
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
