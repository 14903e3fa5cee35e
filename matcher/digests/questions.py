"""A question that a link of a digest asks: who is asked, about what, how it stands, and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matcher.digests.links import Errand
from matcher.policy import Actor
from matcher.review.reasons import ReasonPublic
from models.account import Account
from models.decision import Reason


@dataclass(frozen=True)
class Holder:
    """Whoever holds a link: what it is for, the account that its digest was sent to, and in which language he reads."""

    errand: Errand
    account: Account
    actor: Actor
    language: str

    def holds(self, now: datetime) -> bool:
        """Whether the link still answers."""
        return self.account.active and now.date() <= self.errand.until


class Standing(StrEnum):
    """Whether a question waits, was answered before, or cannot be answered any more."""

    OPEN = "open"
    DONE = "done"
    OVER = "over"


@dataclass(frozen=True)
class Asked:
    """A question as it stands. `titles` name what it is about, with whose it is; `version` is what an answer builds on;
    `until` is the day until which a post is open or a declined pair rests; `state` is that of the match; `answer` is
    what was said before."""

    standing: Standing
    titles: Sequence[tuple[str, str]]
    version: int = 0
    state: str | None = None
    until: date | None = None
    answer: str | None = None
    reasons: Sequence[ReasonPublic] = ()


@dataclass(frozen=True)
class Said:
    """What the holder of a link answers, on which version of what he read."""

    version: int
    reason: Reason | None = None
    note: str | None = None
