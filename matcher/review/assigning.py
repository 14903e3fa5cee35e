"""Hands a match over to another focal point, or back to all who cover its countries."""

from datetime import datetime

from sqlmodel import Session

from matcher.editing import apply_changes
from matcher.errors import BadInputError
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction
from matcher.review.moves import check_open
from matcher.review.opening import Picked, open_pairing
from matcher.review.recipients import covers, focal_points
from matcher.review.telling import about, tell
from models.account import Account, Role
from models.decision import Side
from models.pairing import Pairing


def assign(session: Session, actor: Actor, picked: Picked, to: str | None, *, now: datetime) -> Pairing:
    """Makes one focal point look after a match, or all again where `to` is none; the new one gets a letter.

    Raises NotFoundError, ForbiddenError, StaleEditError, ConflictError where the match is over, or BadInputError where
    `to` is no active focal point for one of the two countries.
    """
    found = open_pairing(session, actor, picked, MatchAction.ASSIGN)
    check_open(MatchAction.ASSIGN, found, on=now.date())
    account = None if to is None else _focal_point(session, found, to)
    changed = apply_changes(session, actor, found.match, {"assigned_to": to}, now=now, action="match.assigned")
    if changed and account is not None and account.email != actor.email:
        tell(session, [account], "match-assigned", about(session, found, Side.FOCAL_POINT), now=now)
    return found


def who_may_be_assigned(session: Session, found: Pairing) -> list[Account]:
    """The active focal points for one of the two countries of a match, by name."""
    return sorted((one for one in focal_points(session) if covers(one, found)), key=lambda one: (one.name, one.email))


def _focal_point(session: Session, found: Pairing, email: str) -> Account:
    account = session.get(Account, email)
    fits = account is not None and account.active and account.role == Role.FOCAL_POINT and covers(account, found)
    if account is None or not fits:
        raise BadInputError(
            "{email!r} is no active focal point for the countries of match {id}", email=email, id=found.id
        )
    return account
