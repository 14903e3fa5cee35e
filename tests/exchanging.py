"""A small world in which exchanges are opened, agreed, run and evaluated."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from matcher.accounts.actors import actor_of
from matcher.exchanges.evaluating import evaluate
from matcher.exchanges.moving import agree, start
from matcher.exchanges.opening import open_exchange
from matcher.exchanges.terms import edit_terms
from matcher.policy import Actor
from models.account import Account
from models.evaluation import EvaluationCreate, Stage
from models.exchange import Exchange
from models.exchange_schemas import ExchangeUpdate
from models.letter import Letter
from models.match import MatchState
from models.need_question import NeedMet
from tests.builders import account, organization
from tests.conftest import NOW
from tests.matched import put, suggest

RECIPIENT = "agency.mex@example.org"
PROVIDER = "provider.bra@example.org"
WINDOW = "agency.bra@example.org"
SECOND = "provider.arg@example.org"
FUND = "fund@example.org"
FOCAL = "focal@example.org"
FAR_FOCAL = "focal.far@example.org"
ANALYST = "analyst@example.org"
STRANGER = "provider.col@example.org"
ADMINISTRATOR = "administrator@example.org"
EVERYBODY = (RECIPIENT, PROVIDER, WINDOW, SECOND, FUND, FOCAL, FAR_FOCAL, ANALYST, STRANGER, ADMINISTRATOR)
STARTS, ENDS = date(2027, 1, 11), date(2027, 7, 10)


def more_people(session: Session) -> None:
    """Beside the small region: a second provider, a fund, a focal point of other countries, a stranger."""
    put(
        session,
        organization("inta-arg", "ARG"),
        organization("fund-prg", None),
        organization("sena-col", "COL"),
        account(SECOND, "provider", organization="inta-arg"),
        account(FUND, "focal-point", organization="fund-prg", language="fr", covers=["HTI"]),
        account(FAR_FOCAL, "focal-point", organization="segib", covers=["PER", "CHL"]),
        account(STRANGER, "provider", organization="sena-col"),
        account(ADMINISTRATOR, "administrator", organization="segib"),
    )


def who(session: Session, email: str) -> Actor:
    """The actor of an account."""
    return actor_of(session, session.get_one(Account, email))


def opened(session: Session, *, now: datetime = NOW) -> Exchange:
    """The exchange of an accepted match between Mexico's agency and a Brazilian provider."""
    match = suggest(session, at=now, state=MatchState.ACCEPTED)
    return open_exchange(session, who(session, PROVIDER), match, now=now)


def with_days(session: Session, *, now: datetime = NOW) -> Exchange:
    """The same with its planned days."""
    exchange = opened(session, now=now)
    days = ExchangeUpdate(starts_on=STARTS, ends_on=ENDS)
    return edit_terms(session, who(session, RECIPIENT), exchange.id, days, version=exchange.version, now=now)


def agreed(session: Session, *, now: datetime = NOW) -> Exchange:
    """The same, agreed by both sides."""
    exchange = with_days(session, now=now)
    for email in (RECIPIENT, PROVIDER):
        agree(session, who(session, email), exchange.id, version=exchange.version, now=now)
    return exchange


def running(session: Session, *, now: datetime = NOW) -> Exchange:
    """The same, begun on its first day."""
    exchange = agreed(session, now=now)
    return start(session, who(session, RECIPIENT), exchange.id, version=exchange.version, now=on(STARTS))


def completed(session: Session, rating: int = 5, *, now: datetime = NOW) -> Exchange:
    """The same, evaluated by both sides with one rating throughout."""
    exchange = running(session, now=now)
    for email in (RECIPIENT, PROVIDER):
        evaluate(session, who(session, email), exchange.id, said(rating=rating), now=on(ENDS))
    return exchange


def said(stage: Stage = Stage.FINAL, rating: int = 5, **fields: Any) -> EvaluationCreate:
    """An evaluation with the same rating for everything."""
    ratings = dict.fromkeys(("relevance", "delivery", "results", "sustainability"), rating)
    plain = {"stage": stage, "would_recommend": True, "need_met": NeedMet.YES, **ratings}
    return EvaluationCreate(**{**plain, **fields})


def on(day: date, **more: float) -> datetime:
    """A morning."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=NOW.tzinfo) + timedelta(**more)


def letters(session: Session, kind: str) -> list[str]:
    """Who got letters of a kind, in order."""
    return sorted(one.account for one in session.exec(select(Letter).where(Letter.kind == kind)))
