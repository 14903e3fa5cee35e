"""Open posts in groups of those that are alike in all that views look at: read without texts, and without objects.

Counts rest on all open posts, whoever they are for; a view names only those that its reader may see.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import String, case, cast, func, literal
from sqlmodel import col, select

from matcher.analytics.asked import Asked
from matcher.analytics.editions import Ground
from matcher.analytics.tables import Kind
from matcher.analytics.wanted import Across, Wanted
from matcher.catalogue import is_live_on
from models import taxonomy
from models.match import LIVE, Match, MatchState
from models.offer import Offer
from models.request import Request
from scoring.tags import spoken

NOT_YET, SUGGESTED, ENDORSED, INTRODUCED, ACCEPTED = range(5)
"""How far a post has come: the furthest of its matches, in the order of models.match.LIVE; NOT_YET without any."""
KINDS: dict[Across, Kind] = {
    Across.REGION: Kind.REGION,
    Across.SUBREGION: Kind.REGION,
    Across.COUNTRY: Kind.COUNTRY,
    Across.LANGUAGE: Kind.LANGUAGE,
    Across.MODALITY: Kind.MODALITY,
}
"""What each way to tell posts apart is told as."""


@dataclass(frozen=True)
class Tags:
    """What posts are compared by: all countries that ask together, and the languages in which one can work, which are
    the official ones of the country where none is named."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    modalities: tuple[str, ...]
    languages: tuple[str, ...]

    def across(self, by: Across) -> tuple[str, ...]:
        """The values by which the post is told apart, each once."""
        if by == Across.LANGUAGE:
            return self.languages
        if by == Across.MODALITY:
            return self.modalities
        if by == Across.COUNTRY:
            return self.countries
        facts = taxonomy.countries()
        return tuple(sorted({getattr(facts[one], by.value) for one in self.countries if one in facts}))

    def wanted(self, wanted: Wanted) -> bool:
        """Whether posts of these tags are looked for."""
        return (
            (wanted.sector is None or wanted.sector in self.sectors)
            and (wanted.modality is None or wanted.modality in self.modalities)
            and (wanted.language is None or wanted.language in self.languages)
            and (wanted.region is None or self._lie_in(wanted.region))
        )

    def _lie_in(self, region: str) -> bool:
        return region in self.across(Across.REGION) or region in self.across(Across.SUBREGION)


@dataclass(frozen=True)
class Alike:
    """Some open posts of the same tags that have come equally far."""

    tags: Tags
    reached: int
    count: int


def open_requests(asked: Asked) -> list[Alike]:
    """The open requests that are wanted; one query. Those that are NOT_YET anywhere are the unmet ones: as
    matcher.review.unmet has it, a request is served where it has a live match."""
    steps = {state.value: place for place, state in enumerate(LIVE, SUGGESTED)}
    furthest = _furthest(case(steps, value=col(Match.state), else_=NOT_YET), Match.request, Request.id)
    chosen = select(*columns_of(Request), furthest)  # type: ignore[call-overload]
    return _wanted(asked, "requests", chosen.where(is_live_on(Request, asked.today)))


def open_offers(asked: Asked) -> list[Alike]:
    """The open offers that are wanted, however far they have come: all count as NOT_YET; one query."""
    chosen = select(*columns_of(Offer), literal(NOT_YET))  # type: ignore[call-overload]
    return _wanted(asked, "offers", chosen.where(is_live_on(Offer, asked.today)))


def offers_by_reach(asked: Asked) -> list[Alike]:
    """The open offers that are wanted, by how far they have ever come; one query."""
    chosen = select(*columns_of(Offer), ever_reached())  # type: ignore[call-overload]
    return _wanted(asked, "offers by reach", chosen.where(is_live_on(Offer, asked.today)))


def ever_reached() -> Any:  # noqa: ANN401
    """How far an offer has come in any of its matches, also in those that are over. What was said of a pair before it
    was suggested afresh counts no more."""
    told, endorsed = col(Match.introduced_at).is_not(None), col(Match.endorsed_at).is_not(None)
    accepted = col(Match.state) == MatchState.ACCEPTED
    step = case((accepted, ACCEPTED), (told, INTRODUCED), (endorsed, ENDORSED), else_=SUGGESTED)
    return _furthest(step, Match.offer, Offer.id)


def columns_of(table: type[Request] | type[Offer]) -> list[Any]:
    """What `tags_of` reads, in its order; lists as they are stored."""
    joint = cast(col(Request.with_countries), String) if table is Request else literal("[]")
    lists = (table.sectors, table.modalities, table.working_languages)
    return [col(table.country), joint, *(cast(col(one), String) for one in lists)]


@lru_cache(maxsize=2**16)
def tags_of(country: str | None, joint: str, sectors: str, modalities: str, languages: str) -> Tags:
    """The tags of a post by its stored columns."""
    asking = (country, *json.loads(joint))
    named = tuple(json.loads(languages))
    return Tags(
        countries=tuple(dict.fromkeys(one for one in asking if one)),
        sectors=tuple(json.loads(sectors)),
        modalities=tuple(json.loads(modalities)),
        languages=spoken(named, country),
    )


def total(posts: Iterable[Alike]) -> int:
    """How many posts there are."""
    return sum(one.count for one in posts)


def _furthest(step: Any, key: Any, post: Any) -> Any:  # noqa: ANN401
    chosen = select(func.max(step)).where(key == post)
    return func.coalesce(chosen.scalar_subquery(), NOT_YET)


def _wanted(asked: Asked, which: str, chosen: Any) -> list[Alike]:  # noqa: ANN401
    """The groups that are wanted; all are kept, whatever is wanted of them."""
    groups = asked.kept(Ground.POSTS, ("alike", which), lambda: _alike(asked, chosen), lambda found: 10 * len(found))
    return [one for one in groups if one.tags.wanted(asked.wanted)]


def _alike(asked: Asked, chosen: Any) -> list[Alike]:  # noqa: ANN401
    found = Counter(tuple(row) for row in asked.session.execute(chosen))
    return [Alike(tags_of(*stored), reached, count) for (*stored, reached), count in sorted(found.items(), key=str)]
