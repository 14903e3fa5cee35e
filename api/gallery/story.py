"""Five weeks in the region's life, so that every section of a digest has something to say.

Everything happens by the functions of the service, at its own moment; only the question of a year later comes early.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from api.gallery.around import stage_around
from api.gallery.people import stage_people
from matcher.accounts.actors import actor_of
from matcher.errors import ConflictError
from matcher.exchanges.moving import agree, start
from matcher.exchanges.terms import edit_terms
from matcher.policy import Actor
from matcher.posting.drafting import create_draft
from matcher.posting.ending import renew
from matcher.posting.submitting import submit
from matcher.posting.visibility import case_of
from matcher.review.introducing import accept, choose, introduce
from matcher.review.opening import Picked
from matcher.review.reasons import Decline
from matcher.review.recipients import accounts_on
from matcher.review.reviewing import decline, endorse
from models.account import Account, Role
from models.decision import Reason, Side
from models.exchange import Exchange, ExchangeState
from models.exchange_schemas import ExchangeUpdate
from models.match import Match, MatchState
from models.need_question import NeedQuestion
from models.offer import Offer
from models.pairing import Pairing, pairing, select_pairings
from models.request import Request, RequestDraft

BEFORE = timedelta(days=35)
"""How long before the digests the region is loaded and ranked."""
DAY = timedelta(days=1)
TITLE = "Gestión comunitaria del agua potable en treinta comunidades rurales"
TEXT = (
    "Fortalecer la gestión comunitaria del agua potable en treinta comunidades rurales: organización de los comités, "
    "tarifas, mantenimiento y calidad del agua. Se espera un plan de formación y cuatro visitas de intercambio."
)


def stage(session: Session, now: datetime) -> None:
    """Lets it all happen before `now`, in a region that was loaded and ranked `BEFORE` it."""
    focal = _focal_point(session)
    _leave_unmet(session, focal, now)
    for number, found in enumerate(_best(session)):
        _review(session, focal, found, number, now)
    for exchange in session.exec(select(Exchange).where(Exchange.state == ExchangeState.ACCEPTED)).all():
        _begin(session, exchange, now)
    parties = col(Account.role).in_((Role.AGENCY, Role.PROVIDER))
    for account in session.exec(select(Account).where(parties).order_by(col(Account.email))).all():
        _post(session, account, now)
    stage_around(session, now)
    stage_people(session, now)


def _focal_point(session: Session) -> Actor:
    """One who looks after all countries."""
    rows = session.exec(select(Account).where(Account.role == Role.FOCAL_POINT).order_by(col(Account.email)))
    return next(one for one in (actor_of(session, row) for row in rows) if one.covers is None)


def _best(session: Session) -> list[Pairing]:
    """The three best proposals of every request."""
    chosen = select_pairings().where(Match.rank <= 3, Match.state == MatchState.PROPOSED)
    return [Pairing(*row) for row in session.exec(chosen.order_by(col(Request.id), col(Match.rank))).all()]


def _leave_unmet(session: Session, focal: Actor, now: datetime) -> None:
    """Declines all that was suggested for two requests."""
    requests = list(dict.fromkeys(found.request.id for found in _best(session)))[:2]
    for row in session.exec(select_pairings().where(col(Request.id).in_(requests))).all():
        found = Pairing(*row)
        decline(session, focal, _picked(found), Decline(reason=Reason.NOT_THE_NEED), now=now - 30 * DAY)


def _review(session: Session, focal: Actor, found: Pairing, number: int, now: datetime) -> None:
    """One of five ways: left to review, endorsed, chosen, introduced and half accepted, or accepted by both."""
    requester, provider = (_who(session, found, side) for side in (Side.REQUESTER, Side.PROVIDER))
    way, day = number % 5, now - (8 + number % 3 * 7) * DAY
    if requester is None or way == 0:
        return
    endorse(session, focal, _picked(found), now=day)
    with suppress(ConflictError):  # an office may have only so many introductions at once
        if way in (2, 4):
            choose(session, requester, found.request.id, [_picked(found)], now=day)
        elif way == 3:
            introduce(session, focal, _picked(found), now=day)
        if way in (3, 4) and provider is not None:
            accept(session, provider, _picked(found), now=day)


def _who(session: Session, found: Pairing, side: Side) -> Actor | None:
    """One who speaks for a side."""
    accounts = accounts_on(session, found, side)
    return actor_of(session, accounts[0]) if accounts else None


def _picked(found: Pairing) -> Picked:
    return Picked(found.id, found.match.version)


def _begin(session: Session, exchange: Exchange, now: datetime) -> None:
    """Agrees on an exchange and begins it, so that it has come to its middle."""
    found = pairing(session, exchange.match) if exchange.match else None
    sides = [_who(session, found, side) for side in (Side.REQUESTER, Side.PROVIDER)] if found else []
    actors = [one for one in sides if one is not None]
    if len(actors) < 2:
        return
    days = ExchangeUpdate(starts_on=(now - 6 * DAY).date(), ends_on=(now + 2 * DAY).date())
    edit_terms(session, actors[0], exchange.id, days, version=exchange.version, now=now - 6 * DAY)
    for actor in actors:
        agree(session, actor, exchange.id, version=exchange.version, now=now - 6 * DAY)
    start(session, actors[0], exchange.id, version=exchange.version, now=now - 6 * DAY)


def _post(session: Session, account: Account, now: datetime) -> None:
    """Lets the first posts of an office expire soon, asks about its first request, and submits another one."""
    actor = actor_of(session, account)
    requests = select(Request).where(Request.organization == account.organization).order_by(col(Request.id)).limit(2)
    offers = select(Offer).where(Offer.organization == account.organization).order_by(col(Offer.id)).limit(2)
    asked = session.exec(requests).all()
    for number, post in enumerate([*asked, *session.exec(offers)]):
        renew(session, actor, case_of(session, post), (now + (9 + 5 * number) * DAY).date(), now=now - 20 * DAY)
    for post in asked[:1]:
        session.add(NeedQuestion(request=post.id, asked_at=now - DAY))
    if account.role == Role.AGENCY and account.language == "es":
        case = create_draft(session, actor, RequestDraft(title=TITLE, text=TEXT), now=now - 3 * DAY)
        submit(session, actor, case, now=now - 2 * DAY)
