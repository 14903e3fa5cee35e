"""Finds the match that somebody wants to act on, as far as he may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from matcher.editing import check_version
from matcher.errors import NotFoundError
from matcher.policy import demand, may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from models.pairing import Pairing, pairing, pairings


@dataclass(frozen=True)
class Picked:
    """A match, and the version of it that somebody has read and acts upon."""

    match: int
    version: int


def find_pairing(session: Session, actor: Actor, key: int) -> Pairing:
    """A match with its posts. Raises NotFoundError where it is missing, or hidden from the actor."""
    found = pairing(session, key)
    if found is None or not may(actor, MatchAction.SEE, found):
        raise NotFoundError("match", str(key))
    return found


def find_pairings(session: Session, actor: Actor, keys: Sequence[int]) -> dict[int, Pairing]:
    """Those of some matches that the actor may see, by key."""
    return {key: one for key, one in pairings(session, keys).items() if may(actor, MatchAction.SEE, one)}


def open_pairing(session: Session, actor: Actor, picked: Picked, action: StrEnum) -> Pairing:
    """The match that an actor acts upon. Raises NotFoundError, ForbiddenError, or StaleEditError where it has changed
    since it was read."""
    found = find_pairing(session, actor, picked.match)
    check_action(actor, found, picked, action)
    return found


def check_action(actor: Actor, found: Pairing, picked: Picked, action: StrEnum) -> None:
    """Raises ForbiddenError or StaleEditError where the actor may not act upon this version of a match."""
    demand(actor, action, found)
    check_version(found.match, "match", str(found.id), picked.version)
