"""Events and delegations as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton
from sqlmodel import Session

from api.pages.public.lines import excerpt, sector_names
from matcher.policy.events import Attending
from models import taxonomy
from models.event import Event, Precision
from models.organization import names_of


@dataclass(frozen=True)
class EventLine:
    """An event in a list."""

    id: str
    title: str
    language: str
    kind: str
    state: str
    when: str
    where: str
    organization: str
    excerpt: str
    sectors: list[str]


@dataclass(frozen=True)
class DelegationLine:
    """A delegation in a list."""

    id: str
    organization: str
    name: str
    country: str
    comes: bool


def event_lines(session: Session, rows: Sequence[Event], language: str) -> list[EventLine]:
    """The lines of events: one query, for the names of their organizers."""
    names = names_of(session, {row.organization for row in rows})
    return [
        EventLine(
            id=row.id,
            title=row.title,
            language=row.language,
            kind=row.kind,
            state=row.state,
            when=when(row, language),
            where=where(row, language),
            organization=names[row.organization],
            excerpt=excerpt(row.summary),
            sectors=sector_names(row.sectors, language),
        )
        for row in rows
    ]


def when(row: Event, language: str) -> str:
    """The days of an event, as exactly as they are known."""
    if row.known_to == Precision.YEAR:
        return str(row.starts_on.year)
    if row.known_to == Precision.MONTH:
        return str(format_skeleton("yMMMM", row.starts_on, locale=language))
    days = [format_date(day, "long", locale=language) for day in dict.fromkeys((row.starts_on, row.ends_on))]
    return " – ".join(days)


def where(row: Event, language: str) -> str:
    """The place and the country of an event."""
    country = taxonomy.country_name(row.country, language) if row.country else ""
    return ", ".join(part for part in (row.place, country) if part)


def delegation_line(one: Attending, language: str) -> DelegationLine:
    """A delegation by the name and the country of its organization."""
    country = one.organization.country
    return DelegationLine(
        id=one.id,
        organization=one.organization.id,
        name=one.organization.name,
        country=taxonomy.country_name(country, language) if country else "",
        comes=one.delegation.state == "registered",
    )
