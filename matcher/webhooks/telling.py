"""Calls the webhooks whose events wait. Claimed first, called outside of any transaction, then written down.

A call whose process died is made again: receivers tell a repetition by the delivery's id.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, update
from sqlmodel import col, select

from matcher.errors import UnreadableSecretError
from matcher.webhooks.calling import Heard, call
from matcher.webhooks.reaching import Reach
from matcher.webhooks.settling import settle
from matcher.webhooks.signing import HEADER, signature
from matcher.webhooks.subscribing import PURPOSE, Post
from models.account import Account
from models.database import reading, writing
from models.hold import Held, hold_on
from models.webhook import Telling, TellingState, Webhook

log = logging.getLogger(__name__)
TOGETHER = 20
"""Calls made at once."""
MOST_A_PASS = 200
CLAIM = timedelta(minutes=2)
"""Longer than the calls of one round take together."""
PLACES = {"request": "requests", "offer": "offers", "match": "matches", "exchange": "exchanges"}


@dataclass(frozen=True)
class Courier:
    """What calling needs: where tellings wait, the keys to the secrets and how far calls go, and our public address."""

    engine: Engine
    post: Post
    public_url: str


@dataclass(frozen=True)
class Errand:
    """One claimed telling, ready to be called."""

    telling: str
    url: str
    body: bytes
    headers: dict[str, str]


def tell_due(courier: Courier, *, now: datetime) -> Counter[str]:
    """Calls what is due, a bounded number of calls a pass; answers how many tellings ended in each state. Nothing while
    all mail is held: after a restore it may have been told before."""
    with reading(courier.engine) as session:
        if hold_on(session, Held.MAIL) is not None:
            return Counter()
    _free_abandoned(courier.engine, now)
    ends: Counter[str] = Counter()
    for _ in range(MOST_A_PASS // TOGETHER):
        claimed = _claim(courier.engine, now)
        if not claimed:
            break
        errands = [one for one in (_errand(courier, telling, now, ends) for telling in claimed) if one]
        for errand, heard in zip(errands, asyncio.run(_called(errands, courier.post.reach)), strict=True):
            ends[settle(courier.engine, errand.telling, heard, now=now)] += 1
    return ends


def _free_abandoned(engine: Engine, now: datetime) -> None:
    with writing(engine) as session:
        abandoned = (col(Telling.state) == TellingState.CLAIMED, col(Telling.claimed_until) < now)
        session.execute(update(Telling).where(*abandoned).values(state=TellingState.QUEUED, claimed_until=None))


def _claim(engine: Engine, now: datetime) -> list[str]:
    """Some due tellings of active webhooks, each taken by one conditional UPDATE."""
    with reading(engine) as session:
        due = (
            select(Telling.id)
            .join(Webhook, col(Webhook.id) == Telling.webhook)
            .join(Account, col(Account.email) == Webhook.account)
            .where(Telling.state == TellingState.QUEUED, Telling.due_at <= now, Webhook.active, Account.active)
            .order_by(col(Telling.due_at), col(Telling.event), col(Telling.id))
            .limit(TOGETHER)
        )
        waiting = list(session.exec(due))
    taken = {"state": TellingState.CLAIMED, "claimed_until": now + CLAIM, "attempts": col(Telling.attempts) + 1}
    claimed: list[str] = []
    with writing(engine) as session:
        for one in waiting:
            free = (col(Telling.id) == one, col(Telling.state) == TellingState.QUEUED)
            if session.execute(update(Telling).where(*free).values(taken)).rowcount:  # type: ignore[attr-defined]
                claimed.append(one)
    return claimed


def _errand(courier: Courier, telling: str, now: datetime, ends: Counter[str]) -> Errand | None:
    with reading(courier.engine) as session:
        row = session.get_one(Telling, telling)
        webhook = session.get_one(Webhook, row.webhook)
    body = payload(row, courier.public_url)
    try:
        secret = courier.post.keys.open(PURPOSE, webhook.sealed_secret)
    except UnreadableSecretError as error:
        ends[settle(courier.engine, telling, Heard(error=str(error)), now=now)] += 1
        return None
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Sursur",
        "Sursur-Delivery": row.id,
        "Sursur-Event": row.action,
        HEADER: signature(secret, body, now=now),
    }
    return Errand(telling, webhook.url, body, headers)


def payload(row: Telling, public_url: str) -> bytes:
    """What is told: which event of which thing, and where it can be read. Never its text, nor anybody's name."""
    link = f"{public_url.rstrip('/')}/api/v1/{PLACES[row.kind]}/{row.key}"
    moment = row.at.isoformat().replace("+00:00", "Z")
    told = {"delivery": row.id, "event": row.action, "kind": row.kind, "id": row.key, "at": moment, "link": link}
    return json.dumps(told, separators=(",", ":")).encode()


async def _called(errands: Sequence[Errand], reach: Reach) -> list[Heard]:
    return await asyncio.gather(*(call(one.url, one.body, one.headers, reach) for one in errands))
