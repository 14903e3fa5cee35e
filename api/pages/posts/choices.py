"""What the form of a post offers to choose from, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pycountry
from sqlmodel import Session, col, select

from api.pages import choices as options
from api.pages.choices import Option, Options
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.policy import Actor
from models import taxonomy
from models.folding import folded
from models.practice import Practice

MOST = 40
"""Most own practices, and own exchanges, that a form offers."""
WORKING = ("es", "pt", "en", "fr")
"""The languages in which most exchanges of the region are held, offered as boxes."""


@dataclass(frozen=True)
class Choices:
    """The options of each field. `territories` are those of the writer's country."""

    languages: Options
    working: Options
    further: Options
    sectors: Options
    modalities: Options
    goals: Options
    countries: Options
    territories: Options
    practices: Options
    exchanges: Options


def choices(session: Session, actor: Actor, language: str, *, asks: bool, country: str | None) -> Choices:
    """All options of a form; two queries at most."""
    spoken = options.languages(language)
    return Choices(
        languages=spoken,
        working=tuple((code, taxonomy.language_name(code, language)) for code in WORKING),
        further=tuple(one for one in spoken if one[0] not in WORKING),
        sectors=options.sectors(language),
        modalities=options.modalities(language),
        goals=options.goals(language),
        countries=tuple(one for one in options.countries(language) if one[0] != country),
        territories=territories(country) if country else (),
        practices=() if asks else _practices(session, actor),
        exchanges=_exchanges(session, actor) if asks else (),
    )


@cache
def territories(country: str) -> Options:
    """The states, provinces or departments of a country (ISO 3166-2) by their own names."""
    alpha2 = taxonomy.countries()[country].alpha2
    found = pycountry.subdivisions.get(country_code=alpha2)  # type: ignore[no-untyped-call]
    return _by_name((one.code, one.name) for one in found or ())


def territory_name(code: str) -> str:
    """A territory by its own name."""
    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return found.name if found is not None else code


def _by_name(found: Iterable[Option]) -> Options:
    return tuple(sorted(found, key=lambda one: folded(one[1])))


def _practices(session: Session, actor: Actor) -> Options:
    """The practices that the writer's organization has documented."""
    mine = (Practice.organization == actor.organization, col(Practice.translation_of).is_(None))
    rows = session.exec(select(Practice.id, Practice.title).where(*mine).order_by(col(Practice.title)).limit(MOST))
    return tuple((key, title) for key, title in rows)


def _exchanges(session: Session, actor: Actor) -> Options:
    """The exchanges in which the writer takes part."""
    found, _ = list_exchanges(session, actor, ExchangeFilter(mine=True), limit=MOST)
    return tuple((one.id, one.exchange.title) for one in found)
