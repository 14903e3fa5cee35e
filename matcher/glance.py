"""The service at a glance: how much there is that everybody may see, in all and by country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from matcher.countries import Counts, countries
from matcher.openness import open_posts
from matcher.policy import Actor
from models.exchange import KNOWN_STATES, Exchange
from models.offer import Offer
from models.request import Request


def takes_part(counts: Counts) -> bool:
    """Whether a country asks, offers, or has learned or taught; an institution alone does not do that."""
    return any((counts.requests, counts.offers, counts.learned, counts.shared))


@dataclass(frozen=True)
class Glance:
    """Open requests and offers, known exchanges, and every country with its counts."""

    requests: int
    offers: int
    exchanges: int
    countries: Mapping[str, Counts]

    @property
    def active(self) -> int:
        """Countries that take part."""
        return sum(takes_part(one) for one in self.countries.values())


def glance(session: Session, actor: Actor, *, on: date) -> Glance:
    """The figures of a day."""
    found = countries(session, actor, on=on)
    return Glance(
        requests=sum(one.requests for one in found.values()) + _of_no_country(session, Request, on),
        offers=sum(one.offers for one in found.values()) + _of_no_country(session, Offer, on),
        exchanges=_known_exchanges(session),
        countries=found,
    )


def _of_no_country(session: Session, table: type[Request] | type[Offer], on: date) -> int:
    counted = select(func.count()).select_from(table)
    return session.exec(counted.where(col(table.country).is_(None), *open_posts(table, on=on))).one()


def _known_exchanges(session: Session) -> int:
    counted = select(func.count()).select_from(Exchange)
    return session.exec(counted.where(col(Exchange.state).in_(KNOWN_STATES))).one()
