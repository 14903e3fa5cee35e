"""What would go to whom if the digests of a week were sent now, and to whom nothing would and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.digests.building import Plan, plan_week
from matcher.digests.sections import Content
from matcher.digests.sending_time import still_to_say
from matcher.digests.week import due_at
from models.account import Account
from models.delivery import Delivery, DeliveryState
from models.digest import Digest, SkipReason
from models.hold import Held, hold_on


@dataclass(frozen=True)
class Foreseen:
    """What an account would get, or why nothing. `due_at` is when the clock sends it by itself."""

    account: Account
    content: Content
    skipped: SkipReason | None
    due_at: datetime


ENDS: Mapping[str, SkipReason] = {
    DeliveryState.SENT: SkipReason.HAS_IT,
    DeliveryState.CLAIMED: SkipReason.HAS_IT,
    DeliveryState.HELD: SkipReason.IN_DOUBT,
    DeliveryState.FAILED: SkipReason.REFUSED,
}
"""Why a digest that was built is not sent again by itself."""


def foresee(session: Session, week: str, *, now: datetime) -> list[Foreseen]:
    """One row for every account, by address. Nothing is written. Raises BadInputError for no ISO week."""
    plans = {one.account.email: one for one in plan_week(session, week, now=now)}
    held = any(hold_on(session, what) for what in Held)
    built = {digest.account: (digest, delivery) for digest, delivery in _built(session, week)}
    found = []
    for account in session.exec(select(Account).order_by(col(Account.email))):
        content, why = _of_plan(account, plans.get(account.email))
        if account.email in built:
            content, why = _of_digest(session, account, *built[account.email], now=now)
        if held and why is None:
            content, why = {}, SkipReason.HELD
        found.append(Foreseen(account, content, why, due_at(week, account.time_zone, account.digest_weekday)))
    return found


def _built(session: Session, week: str) -> list[tuple[Digest, Delivery | None]]:
    """The digests of the week, with their deliveries."""
    chosen = select(Digest, Delivery).join(Delivery, col(Delivery.digest) == Digest.id, isouter=True)
    return [(digest, delivery) for digest, delivery in session.exec(chosen.where(Digest.week == week))]


def _of_plan(account: Account, plan: Plan | None) -> tuple[Content, SkipReason | None]:
    """What an account without a digest would get."""
    if not account.active or account.waits:
        return {}, SkipReason.INACTIVE
    if account.mail_stopped is not None:
        return {}, SkipReason.MAIL_STOPPED
    if not account.wants_digest or plan is None:
        return {}, SkipReason.NOT_WANTED
    return plan.content, plan.skipped


def _of_digest(
    session: Session, account: Account, digest: Digest, delivery: Delivery | None, *, now: datetime
) -> tuple[Content, SkipReason | None]:
    """What becomes of a digest that is built."""
    if delivery is None or delivery.state not in (*ENDS, DeliveryState.QUEUED):
        return {}, SkipReason.NOTHING_TO_SAY
    if delivery.state in ENDS:
        return {}, ENDS[delivery.state]
    if not account.gets_digests:
        return _of_plan(account, None)
    if delivery.due_at > now:
        return {}, SkipReason.NOT_DUE_YET
    content = still_to_say(session, digest, account, now=now)
    return content, None if content else SkipReason.NOTHING_TO_SAY
