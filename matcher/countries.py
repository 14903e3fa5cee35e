"""What each country asks, offers and has done, as everybody may see it. The number of queries never grows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matcher.errors import NotFoundError
from matcher.openness import open_exchanges, open_posts, open_practices
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models import taxonomy
from models.exchange import Exchange, ExchangeParticipant
from models.offer import Offer
from models.organization import Organization
from models.practice import Practice
from models.request import Request

Post = TypeVar("Post", Request, Offer)
SHOWN = 10
"""Newest things of a kind shown with a country."""
LEARNED, SHARED = "requester", "provider"


@dataclass(frozen=True)
class Counts:
    """How much there is of a country: open posts, exchanges in which it learned or shared, organizations, practices."""

    requests: int = 0
    offers: int = 0
    learned: int = 0
    shared: int = 0
    organizations: int = 0
    practices: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return any((self.requests, self.offers, self.learned, self.shared, self.organizations, self.practices))


@dataclass(frozen=True)
class Partner:
    """Another country with which this one exchanged, and in how many exchanges it learned there or shared."""

    country: str
    learned_from: int
    shared_with: int


@dataclass(frozen=True)
class Portrait:
    """A country with its newest things."""

    code: str
    counts: Counts
    requests: Sequence[Request] = ()
    offers: Sequence[Offer] = ()
    learned: Sequence[Exchange] = ()
    shared: Sequence[Exchange] = ()
    partners: Sequence[Partner] = field(default=())


def countries(session: Session, actor: Actor, *, on: date) -> dict[str, Counts]:
    """Every country and territory of the taxonomy with its counts, by code."""
    demand(actor, ServiceAction.SEE_COUNTRY)
    counted = {
        "requests": _posts_by_country(session, Request, on),
        "offers": _posts_by_country(session, Offer, on),
        "organizations": _by_country(session, Organization.country, []),
        "practices": _by_country(session, Practice.country, open_practices()),
        **_exchanges_by_country(session),
    }
    return {
        code: Counts(**{name: counts[code] for name, counts in counted.items()})
        for code in sorted(taxonomy.countries())
    }


def portrait(session: Session, actor: Actor, code: str, *, on: date, counts: Counts | None = None) -> Portrait:
    """One country; its `counts` as they are known, else counted now. Raises NotFoundError for a code that is none."""
    demand(actor, ServiceAction.SEE_COUNTRY)
    if code not in taxonomy.countries():
        raise NotFoundError("country", code)
    return Portrait(
        code=code,
        counts=counts or countries(session, actor, on=on)[code],
        requests=_newest(session, Request, code, on),
        offers=_newest(session, Offer, code, on),
        learned=_exchanges(session, code, LEARNED),
        shared=_exchanges(session, code, SHARED),
        partners=_partners(session, code),
    )


def _posts_by_country(session: Session, table: type[Request] | type[Offer], on: date) -> Counter[str]:
    return _by_country(session, table.country, open_posts(table, on=on))


def _by_country(session: Session, column: Any, conditions: Iterable[Any]) -> Counter[str]:  # noqa: ANN401
    grouped = select(column, func.count()).where(col(column).is_not(None), *conditions).group_by(column)
    return Counter(dict(session.exec(grouped).all()))


def _exchanges_by_country(session: Session) -> dict[str, Counter[str]]:
    side = ExchangeParticipant
    grouped = (
        select(side.country, side.role, func.count(col(side.exchange).distinct()))
        .join(Exchange, col(Exchange.id) == side.exchange)
        .where(col(side.country).is_not(None), *open_exchanges())
        .group_by(col(side.country), col(side.role))
    )
    found: dict[str, Counter[str]] = {"learned": Counter(), "shared": Counter()}
    for country, role, count in session.exec(grouped):
        part = "learned" if role == LEARNED else "shared" if SHARED in role else None
        if part and country:
            found[part][country] += count
    return found


def _newest(session: Session, table: type[Post], code: str, on: date) -> Sequence[Post]:
    chosen = select(table).where(table.country == code, *open_posts(table, on=on))
    return session.exec(chosen.order_by(col(table.published_at).desc(), col(table.id)).limit(SHOWN)).all()


def _exchanges(session: Session, code: str, role: str) -> Sequence[Exchange]:
    side = ExchangeParticipant
    theirs = select(side.exchange).where(side.country == code, col(side.role).contains(role))
    newest = (col(Exchange.start_year).desc().nulls_last(), col(Exchange.id))
    chosen = select(Exchange).where(col(Exchange.id).in_(theirs), *open_exchanges())
    return session.exec(chosen.order_by(*newest).limit(SHOWN)).all()


def _partners(session: Session, code: str) -> list[Partner]:
    """The other countries in the exchanges of one, the most frequent first."""
    mine, other = aliased(ExchangeParticipant), aliased(ExchangeParticipant)
    learns, shares = col(mine.role) == LEARNED, col(mine.role).contains(SHARED)
    teaches, asks = col(other.role).contains(SHARED), col(other.role) == LEARNED
    together = (
        select(other.country, func.count(col(other.exchange).distinct()))
        .join(mine, col(mine.exchange) == other.exchange)
        .join(Exchange, col(Exchange.id) == other.exchange)
        .where(mine.country == code, col(other.country) != code, *open_exchanges())
        .group_by(col(other.country))
    )
    from_whom = Counter(dict(session.exec(together.where(learns, teaches)).all()))
    with_whom = Counter(dict(session.exec(together.where(shares, asks)).all()))
    partners = [Partner(one, from_whom[one], with_whom[one]) for one in from_whom.keys() | with_whom.keys() if one]
    return sorted(partners, key=lambda one: (-one.learned_from - one.shared_with, one.country))
