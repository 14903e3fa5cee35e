"""A small region in which people review matches, and one who acts in it."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matcher.accounts.actors import actor_of
from matcher.policy.actor import Actor
from matcher.review.introducing import choose
from matcher.review.opening import Picked
from matcher.review.reviewing import endorse
from models.account import Account
from models.letter import Letter
from models.match import Match
from tests import builders
from tests.conftest import NOW
from tests.matched import put, small_region, suggest

AGENCY = "agency.mex@example.org"
WINDOW = "agency.bra@example.org"
PROVIDER = "provider.bra@example.org"
STRANGER = "provider.cub@example.org"
FOCAL = "focal@example.org"
CARIBBEAN = "caribbean@example.org"
ANALYST = "analyst@example.org"
ADMINISTRATOR = "administrator@example.org"
EVERYBODY = (AGENCY, WINDOW, PROVIDER, STRANGER, FOCAL, CARIBBEAN, ANALYST, ADMINISTRATOR)
DAY = timedelta(days=1)


def people(session: Session) -> Match:
    """The small region with a stranger, a focal point for the Caribbean and an administrator; answers one proposal."""
    small_region(session)
    put(
        session,
        builders.organization("mes-cub", "CUB"),
        builders.account(STRANGER, "provider", organization="mes-cub"),
        builders.account(CARIBBEAN, "focal-point", organization="segib", covers=["caribbean"], language="fr"),
        builders.account(ADMINISTRATOR, "administrator", organization="segib", language="en"),
    )
    return suggest(session)


def further(session: Session, number: int, *, organization: str = "sabesp-bra", request: str = "req-agua") -> Match:
    """A proposal of one more offer."""
    put(session, builders.offer(f"off-{number}", organization=organization, country="BRA"))
    return suggest(session, request, f"off-{number}")


def who(session: Session, email: str) -> Actor:
    """The actor of an account."""
    return actor_of(session, session.get_one(Account, email))


def picked(match: Match) -> Picked:
    """A match at the version at which it is now."""
    assert match.id is not None
    return Picked(match.id, match.version)


def endorsed(session: Session, match: Match, *, now: datetime = NOW) -> Match:
    """The match after the focal point has endorsed it."""
    return endorse(session, who(session, FOCAL), picked(match), now=now).match


def introduced(session: Session, match: Match, *, now: datetime = NOW) -> Match:
    """The match after the requester has chosen it."""
    endorsed(session, match, now=now)
    return choose(session, who(session, AGENCY), match.request, [picked(match)], now=now)[0].match


def letters(session: Session, kind: str | None = None) -> list[tuple[str, str]]:
    """The letters that were written, as (kind, account), in their order; of one kind or all."""
    rows = session.exec(select(Letter).order_by(col(Letter.id))).all()
    return [(one.kind, one.account) for one in rows if kind in (None, one.kind)]


def readers(session: Session, kind: str) -> list[str]:
    """To whom the letters of a kind went, by address."""
    return sorted(account for _, account in letters(session, kind))
