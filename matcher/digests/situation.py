"""The facts that digests are made of, read once for all readers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from matcher.communities.belonging import belongs
from matcher.exchanges.due import DueEvaluation
from matcher.focal_points import right_ones
from matcher.matching.mechanisms import Reach
from matcher.policy.actor import Actor
from matcher.policy.posts import PostCase
from matcher.review.recipients import in_charge
from models.account import Account
from models.contribution import Contribution
from models.expert import Expert
from models.match import MatchState
from models.mechanism import Mechanism
from models.membership import Circle
from models.need_question import NeedQuestion
from models.offer import Offer
from models.organization import Organization
from models.pairing import Pairing
from models.post import PostState
from models.practice import Practice
from models.proposal_call import ProposalCall
from models.request import Request
from scoring.explanation import from_data
from scoring.sentence import sentence

Post = Request | Offer
NEWS = timedelta(days=7)
"""For how long something is new: one digest tells it."""


@dataclass(frozen=True)
class Places:
    """Where in a list stands what concerns an organization or a country."""

    of_organization: Mapping[str, list[int]]
    of_country: Mapping[str, list[int]]

    def concerning(self, actor: Actor) -> list[int]:
        """The places that concern an account's organization and, for an agency, its country; in order."""
        own = self.of_organization.get(actor.organization or "", [])
        return sorted({*own, *self.of_country.get(actor.window or "", [])})


def places(of: Sequence[Iterable[Post]]) -> Places:
    """By whom the posts of each thing in a list are, and of which countries."""
    organizations, countries = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for place, posts in enumerate(of):
        for post in posts:
            for owner in filter(None, (post.organization, post.posted_by)):
                organizations[owner].append(place)
            for country in filter(None, PostCase(post).countries):
                countries[country].append(place)
    return Places(organizations, countries)


def _right_ones(points: Sequence[Account], found: Pairing | Post) -> list[Account]:
    if isinstance(found, Pairing):
        return in_charge(points, found)
    return right_ones(points, PostCase(found).countries, found.sectors)


@dataclass(frozen=True)
class ClosingCall:
    """A call that closes soon, with its mechanism and which countries organizations serve."""

    call: ProposalCall
    mechanism: Mechanism
    reach: Reach


@dataclass(frozen=True)
class Situation:
    """What stands at a moment: published and submitted posts, the matches that still wait for somebody (best first),
    what is due of exchanges, and the open questions about needs.

    `served` are the requests that have a live match; `interesting` the proposals of which the requester said that they
    are of interest; `focal_points` those who review. `circles` are the communities, `remarks` what was
    said in them in the last week, each with its question, `reported` those that somebody found out of place, and
    `practices` those that were published; of all that only `news`, where keys are given, and what is after `since`.
    `closing` are the calls that close soon, the nearest first; `experts` those of whom something is to be told.
    """

    now: datetime
    posts: Sequence[Post]
    organizations: Mapping[str, Organization]
    pairings: Sequence[Pairing]
    served: frozenset[str] = field(default=frozenset())
    interesting: frozenset[int] = field(default=frozenset())
    evaluations: Sequence[DueEvaluation] = ()
    needs: Sequence[tuple[NeedQuestion, Request]] = ()
    focal_points: Sequence[Account] = ()
    circles: Sequence[Circle] = ()
    remarks: Sequence[tuple[Contribution, Contribution]] = ()
    reported: frozenset[str] = field(default=frozenset())
    practices: Sequence[Practice] = ()
    since: datetime | None = None
    news: frozenset[str] | None = None
    closing: Sequence[ClosingCall] = ()
    experts: Sequence[Expert] = ()
    _sentences: dict[tuple[int, str], str] = field(default_factory=dict)
    _news: dict[str, list[Post | Practice]] = field(default_factory=dict)
    _in_charge: dict[tuple[str, str], frozenset[str | None]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the moment, in UTC."""
        return self.now.date()

    @cached_property
    def live(self) -> list[Post]:
        """The posts that are published and have not expired."""
        return [one for one in self.posts if one.is_live(self.today)]

    @cached_property
    def submitted(self) -> list[Post]:
        """The posts that are published unless somebody objects, the nearest first."""
        waiting = [one for one in self.posts if one.state == PostState.SUBMITTED and one.silence_ends_at]
        return sorted(waiting, key=lambda one: (one.silence_ends_at, one.id))

    @cached_property
    def territorial(self) -> list[Post]:
        """The posts of territories, written by themselves, that wait for their country's window, the nearest first;
        then those that were put forward in the last week, the newest first."""
        mine = [
            one for one in self.posts if one.posted_by is None and self.organizations[one.organization].is_territorial
        ]
        waiting = [one for one in mine if one.window_until is not None]
        fresh = [one for one in mine if one.window_until is None and one.submitted_at]
        fresh = [one for one in fresh if one.submitted_at and one.submitted_at > self.now - NEWS]
        waiting.sort(key=lambda one: (one.window_until, one.id))
        return waiting + sorted(fresh, key=lambda one: (one.submitted_at, one.id), reverse=True)

    @cached_property
    def unmet(self) -> list[Request]:
        """The live requests that have no live match, the oldest first."""
        found = [one for one in self.live if isinstance(one, Request) and one.id not in self.served]
        return sorted(found, key=lambda one: (one.published_at or one.created_at, one.id))

    @cached_property
    def fresh(self) -> list[Post]:
        """The live posts that were published in the last week, the newest first."""
        since = self.since or self.now - NEWS
        wanted = [one for one in self.live if self.news is None or one.id in self.news]
        found = [one for one in wanted if one.published_at and one.published_at > since]
        return sorted(found, key=lambda one: (one.published_at or since, one.id), reverse=True)

    def news_of(self, circle: Circle) -> list[Post | Practice]:
        """The posts and practices of a community that came out in the last week; found once for all readers."""
        if circle.id not in self._news:
            self._news[circle.id] = [one for one in (*self.fresh, *self.practices) if belongs(one, circle)]
        return self._news[circle.id]

    def in_charge(self, found: Pairing | Post) -> frozenset[str | None]:
        """The addresses of the focal points in whose hands a match or a submitted post is; found once for all."""
        key = (type(found).__name__, str(found.id))
        if key not in self._in_charge:
            self._in_charge[key] = frozenset(one.email for one in _right_ones(self.focal_points, found))
        return self._in_charge[key]

    def why(self, found: Pairing, language: str) -> str:
        """Why a match stands where it stands; made once, for several readers ask."""
        key = (found.id, language)
        if key not in self._sentences:
            self._sentences[key] = sentence(from_data(found.match.explanation), language)
        return self._sentences[key]

    def matches_of(self, actor: Actor) -> list[Pairing]:
        """The matches of an account's organization and, for an agency, of its country, the best first."""
        return [self.pairings[place] for place in self._places_of_matches.concerning(actor)]

    def live_posts_of(self, actor: Actor) -> list[Post]:
        """The live posts of an account's organization and, for an agency, of its country."""
        return [self.live[place] for place in self._places_of_posts.concerning(actor)]

    def in_state(self, *states: MatchState) -> list[Pairing]:
        """The matches in some states, the best first."""
        return [one for one in self.pairings if one.match.state in states]

    @cached_property
    def _places_of_matches(self) -> Places:
        return places([(one.request, one.offer) for one in self.pairings])

    @cached_property
    def _places_of_posts(self) -> Places:
        return places([(one,) for one in self.live])
