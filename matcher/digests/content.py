"""What a digest says: the sections of one account, as data in its language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from locales import speak
from matcher.policy.actor import Actor, covered_countries
from matcher.policy.posts import PostCase, sees
from matcher.posting.visibility import MET
from models import taxonomy
from models.account import Account, Role
from models.match import LIVE, Match, MatchState
from models.offer import Offer, published_offers
from models.organization import Organization
from models.post import Visibility
from models.request import Request, published_requests
from scoring.explanation import from_data
from scoring.sentence import sentence

MOST = 10
"""Most matches in a digest: what a busy official reads."""
PER_REQUEST = 3
ONCE = ("matches", "could_serve")
"""The sections that show a match once."""
EXPIRES_SOON = timedelta(days=30)

Item = dict[str, Any]


@dataclass(frozen=True)
class Situation:
    """The week's facts that all digests are built from, read once."""

    as_of: date
    requests: Mapping[str, Request]
    offers: Mapping[str, Offer]
    organizations: Mapping[str, Organization]
    matches: Sequence[Match]
    posts_of: Mapping[str, list[Request | Offer]] = field(default_factory=dict)

    def countries(self, match: Match) -> set[str | None]:
        """The countries of both sides of a match."""
        request, offer = self.requests[match.request], self.offers[match.offer]
        return {request.country, *request.with_countries, offer.country}

    @cached_property
    def reserved(self) -> set[int | None]:
        """The matches of a post that only its parties may see."""
        return {
            one.id
            for one in self.matches
            if Visibility.PARTIES in (self.requests[one.request].visibility, self.offers[one.offer].visibility)
        }


def read_situation(session: Session, as_of: date) -> Situation:
    """Reads the live posts and matches of a day."""
    requests = {row.id: row for row in published_requests(session) if row.is_live(as_of)}
    offers = {row.id: row for row in published_offers(session) if row.is_live(as_of)}
    live = select(Match).where(col(Match.state).in_(LIVE)).order_by(col(Match.score).desc(), col(Match.id))
    posts_of: dict[str, list[Request | Offer]] = defaultdict(list)
    for request in requests.values():
        posts_of[request.organization].append(request)
    for offer in offers.values():
        posts_of[offer.organization].append(offer)
    return Situation(
        as_of=as_of,
        requests=requests,
        offers=offers,
        organizations={row.id: row for row in session.exec(select(Organization))},
        matches=[one for one in session.exec(live) if one.request in requests and one.offer in offers],
        posts_of=posts_of,
    )


def content_for(account: Account, situation: Situation, shown: set[int]) -> dict[str, list[Item]]:
    """The sections of an account's digest, without the matches it was `shown` before. Empty sections are left out."""
    reader = _reader(account, situation)
    seen = _seen(reader, situation)
    new = [one for one in seen if one.id not in shown]
    sections = {
        "matches": _for_requests(account, situation, new),
        "could_serve": _for_offers(account, situation, new),
        "queue": _queue(account, reader, situation, seen),
        "expiring": _expiring(account, situation),
    }
    return {name: items for name, items in sections.items() if items}


def _reader(account: Account, situation: Situation) -> Actor:
    """The account as the policy knows it, without asking the database again."""
    own = situation.organizations.get(account.organization or "")
    return Actor(
        email=account.email,
        role=Role(account.role),
        organization=account.organization,
        country=own.country if own else None,
        covers=covered_countries(account.covers),
    )


def _seen(reader: Actor, situation: Situation) -> list[Match]:
    """The matches whose posts the reader may see, both; the two sides of an introduction know each other."""

    def sees_both(match: Match) -> bool:
        posts = (situation.requests[match.request], situation.offers[match.offer])
        met = frozenset(one.organization for one in posts) if match.state in MET else frozenset()
        return all(sees(reader, PostCase(one, met)) for one in posts)

    return [one for one in situation.matches if one.id not in situation.reserved or sees_both(one)]


def _for_requests(account: Account, situation: Situation, new: Iterable[Match]) -> list[Item]:
    """New providers for the account's requests, the best of each request first, at most ten."""
    if account.role != Role.AGENCY:
        return []
    of_request: dict[str, list[Match]] = defaultdict(list)
    for match in new:
        if _owns(account, situation.requests[match.request], situation):
            of_request[match.request].append(match)
    shown: list[Match] = []
    for place in range(PER_REQUEST):
        shown += [matches[place] for matches in of_request.values() if len(matches) > place]
    chosen = sorted(shown[:MOST], key=lambda one: (one.request, one.rank))
    return [_item(match, situation, speak(account.language)) for match in chosen]


def _for_offers(account: Account, situation: Situation, new: Iterable[Match]) -> list[Item]:
    """New requests that the account's organization could serve, at most ten."""
    if account.role not in (Role.AGENCY, Role.PROVIDER):
        return []
    mine = [one for one in new if situation.offers[one.offer].organization == account.organization]
    return [_item(match, situation, speak(account.language)) for match in mine[:MOST]]


def _queue(account: Account, reader: Actor, situation: Situation, seen: Iterable[Match]) -> list[Item]:
    """For a focal point: proposals that wait for review, the oldest and best first, at most ten."""
    waiting = [
        one for one in seen if one.state == MatchState.PROPOSED and reader.looks_after(*situation.countries(one))
    ]
    oldest = sorted(waiting, key=lambda one: (one.proposed_at, -one.score, one.id))
    return [_item(match, situation, speak(account.language)) for match in oldest[:MOST]]


def _expiring(account: Account, situation: Situation) -> list[Item]:
    """The account's own posts that expire within a month."""
    if account.role not in (Role.AGENCY, Role.PROVIDER):
        return []
    soon = situation.as_of + EXPIRES_SOON
    posts = situation.posts_of.get(account.organization or "", [])
    return [
        {"id": post.id, "title": post.title, "expires_on": post.expires_on.isoformat()}
        for post in sorted(posts, key=lambda one: (one.expires_on or date.max, one.id))
        if post.expires_on is not None and post.expires_on <= soon
    ]


def _owns(account: Account, request: Request, situation: Situation) -> bool:
    """An agency is its country's window: it follows its own requests and those of its country's institutions."""
    if request.organization == account.organization:
        return True
    own = situation.organizations.get(account.organization or "")
    return own is not None and own.country is not None and own.country == request.country


def _item(match: Match, situation: Situation, language: str) -> Item:
    request, offer = situation.requests[match.request], situation.offers[match.offer]
    provider, requester = (
        situation.organizations[offer.organization],
        situation.organizations[request.organization],
    )
    return {
        "match": match.id,
        "request": {"id": request.id, "title": request.title},
        "requester": {"name": requester.name, "country": _country(request.country, language)},
        "offer": {"id": offer.id, "title": offer.title},
        "provider": {"name": provider.name, "country": _country(offer.country, language)},
        "rank": match.rank,
        "score": match.score,
        "why": sentence(from_data(match.explanation), language),
    }


def _country(code: str | None, language: str) -> str:
    return taxonomy.country_name(code, language) if code else ""
