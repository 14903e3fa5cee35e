"""What a digest would say, for tests: all sections of a reader, worth a mail or not."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.digests.reading import read_situation
from matcher.digests.sections import Content, sections_for
from matcher.digests.sections.items import Item
from matcher.digests.sections.reader import reader_of
from models.account import Account
from models.database import reading
from models.match import Match, MatchState
from tests.conftest import NOW
from tests.matched import bring, suggest

AGENCY = "agency.mex@example.org"
WINDOW = "agency.bra@example.org"
PROVIDER = "provider.bra@example.org"
FOCAL = "focal@example.org"
DAY = timedelta(days=1)


def said(engine: Engine, email: str, *, now: datetime = NOW) -> Content:
    """Every section of an account that has something to say."""
    with reading(engine) as session:
        account, situation = session.get_one(Account, email), read_situation(session, now=now)
        reader = reader_of(account, situation, language=account.language, shown=frozenset())
        return sections_for(reader, situation)


def section(engine: Engine, email: str, name: str, *, now: datetime = NOW) -> list[Item]:
    """One section of an account."""
    return said(engine, email, now=now).get(name, [])


def waiting(session: Session, state: MatchState, *, offer: str = "off-agua", days: int = 0) -> Match:
    """A match that has stood in a state for some days; both sides of an introduction are still to answer."""
    since = NOW - days * DAY
    match = suggest(session, offer=offer, at=since)
    match.endorsed_at = since
    if state == MatchState.INTRODUCED:
        match.introduced_at = since
    bring(match, state)
    session.flush()
    return match
