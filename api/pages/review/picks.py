"""Matches as forms name them, and what was decided of some of them just before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Session

from matcher.cursors import LARGEST_KEY
from matcher.policy import Actor
from matcher.review.bulk import MOST
from matcher.review.opening import Picked, find_pairings
from matcher.review.rows import sees_post
from models.match import MatchState
from models.pairing import Pairing

PickText = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,8}:[1-9]\d{0,8}$")]
"""A match and the version of it that was read."""
STATES = {"endorsed": MatchState.ENDORSED, "declined": MatchState.DECLINED, "introduced": MatchState.INTRODUCED}
CAN_BE_UNDONE = frozenset({"endorsed", "declined"})
OTHERS = frozenset({"undone", "assigned"})


@dataclass(frozen=True)
class DecidedRow:
    """One match of which something was decided."""

    id: int
    pick: str
    title: str


@dataclass(frozen=True)
class Decided:
    """What was done just before, and whether it can be taken back at once."""

    word: str
    rows: list[DecidedRow]
    undoable: bool


def picked(text: str) -> Picked:
    """A match as a form names it."""
    key, _, version = text.partition(":")
    return Picked(int(key), int(version))


def decided(session: Session, actor: Actor, done: str | None, last: str | None) -> Decided | None:
    """What the address says was done, as far as the matches still stand so; one query."""
    if done is None or done not in STATES.keys() | OTHERS:
        return None
    keys = [int(one) for one in (last or "").split(".") if one.isdigit() and len(one) < 10][:MOST]
    known = find_pairings(session, actor, [one for one in keys if one <= LARGEST_KEY])
    found = [known[one] for one in dict.fromkeys(keys) if one in known]
    standing = [one for one in found if done in OTHERS or one.match.state == STATES[done]]
    if not standing:
        return None
    rows = [DecidedRow(one.id, f"{one.id}:{one.match.version}", titles(actor, one)) for one in standing]
    return Decided(done, rows, done in CAN_BE_UNDONE)


def joined(keys: Sequence[int]) -> str:
    """Some matches as the address names them."""
    return ".".join(str(one) for one in keys)


def titles(actor: Actor, found: Pairing) -> str:
    """Both posts by their titles, as far as somebody may read them."""
    return " – ".join(one.title if sees_post(actor, found, one) else one.id for one in (found.request, found.offer))
